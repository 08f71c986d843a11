import { createServer } from 'node:net';
import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import { Leader } from '../../../src/engine/leader';
import type { ProgressNotice, Reply } from '../../../src/engine/protocol';
import { diskFiles } from '../../../src/storage/files';
import { Workspace } from '../../../src/workspace/workspace';
import { audit } from '../lib/audit';
import { FaultyFiles } from '../lib/faultyFiles';
import { newWorkspace, removeWorkspace, storeOf } from '../lib/folders';
import type { Sqlite } from '../lib/product';
import type { Random } from '../lib/random';
import type { Report } from '../lib/report';

const CALLERS = 4;
const PATIENCE_MS = 20_000;

/** The engine's leader on a real disk that fails: callers repeat what failed, as agents do, and all is there once. */
export async function faultyLeader(report: Report, random: Random, sqlite: Sqlite, commands: number): Promise<void> {
  const workspace = newWorkspace();
  const layout = storeOf(workspace);
  mkdirSync(layout.run, { recursive: true });
  const files = new FaultyFiles(diskFiles, random);
  const server = createServer().listen(join(layout.run, 'leader.sock'));
  const leader = new Leader({
    leadership: { role: 'leader', epoch: 1, server, predecessorIsUnknown: false, isMine: () => true },
    folder: layout.folder,
    version: 'test',
    files,
    workspace: new Workspace(workspace, true),
    sqlite: () => Promise.resolve(sqlite),
    notify: () => undefined,
    door: 'host',
    hostKey: undefined,
    lost: () => report.expect('a leader on a failing disk keeps its place', false),
  });
  await leader.start();
  files.chance = 0.03;

  const acknowledged = new Map<string, string>();
  let [sent, failed] = [0, 0];
  let id = 0;
  const ask = (command: string): Promise<Reply> =>
    new Promise((resolve) => {
      const input = { title: command };
      const request = {
        kind: 'execute',
        id: ++id,
        name: 'task.create',
        input,
        commandId: command,
        actor: 'a',
      } as const;
      const send = (message: Reply | ProgressNotice): void => {
        if ('ok' in message) resolve(message);
      };
      leader.submit(request, { door: 'process', send });
    });
  const call = async (): Promise<void> => {
    while (sent < commands) {
      const command = `f${++sent}`;
      const giveUpAt = Date.now() + PATIENCE_MS;
      let reply = await ask(command);
      while (!reply.ok && Date.now() < giveUpAt) {
        failed++;
        const { code, message } = reply.problem;
        report.expect(
          'a failing disk is called by its name',
          code === 'store_io' || code === 'store_full',
          () => message,
        );
        await new Promise((resolve) => setTimeout(resolve, 20));
        reply = await ask(command);
      }
      if (reply.ok) acknowledged.set(command, (reply.value as { task: string }).task);
      if (sent % 10 === 0) {
        leader.submit({ kind: 'control', id: ++id, action: 'publish' }, { door: 'process', send: () => undefined });
      }
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, call));
  report.expectEqual('every command gets through a failing disk in the end', acknowledged.size, commands);
  report.figure('leader on a failing disk', `${files.faults} faults, ${failed} failures told to callers`);
  files.chance = 0;
  await leader.close();
  await audit(report, layout, acknowledged, 'after a failing disk');
  removeWorkspace(workspace);
}
