import { mkdirSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { audit } from '../lib/audit';
import { newWorkspace, removeWorkspace, storeOf } from '../lib/folders';
import { Random } from '../lib/random';
import type { Experiment, Report } from '../lib/report';
import { Session } from '../lib/session';

const SHORT_ROUNDS = 6;
const LONG_ROUNDS = 200;
const CLOSE_MS = 3_000;

/** Windows come and go at any moment, also while they are still opening; and folders cannot always be written. */
export const closings: Experiment = {
  name: 'closings',
  about: 'engines closed at random moments, and folders that cannot be written',
  async run(report, settings) {
    await comeAndGo(report, Random.for(settings.seed, 'closings'), settings.long ? LONG_ROUNDS : SHORT_ROUNDS);
    await unusableFolder(report);
  },
};

async function comeAndGo(report: Report, random: Random, rounds: number): Promise<void> {
  const workspace = newWorkspace();
  const acknowledged = new Map<string, string>();
  let slowest = 0;
  for (let round = 0; round < rounds; round++) {
    const sessions = ['a', 'b', 'c'].map((name, index) => {
      return new Session(workspace, index === 0 ? 'process' : 'host', `${name}${round}.`, acknowledged);
    });
    const refusals = await Promise.all(
      sessions.map(async (session) => {
        const writing = session.write(1000);
        if (random.chance(0.5)) void session.client.publish().catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, random.between(0, 700)));
        const started = Date.now();
        await session.client.close();
        slowest = Math.max(slowest, Date.now() - started);
        return writing;
      }),
    );
    report.expectEqual('whoever is cut off is told that the store was closed', refusals, Array(3).fill('store_closed'));
  }
  report.expect('closing takes no longer than it may', slowest < CLOSE_MS, () => `${slowest} ms`);
  report.figure('acknowledged between openings and closings', acknowledged.size);
  report.figure('slowest close', `${slowest} ms`);
  await audit(report, storeOf(workspace), acknowledged, 'after the last close');
  removeWorkspace(workspace);
}

/** Refused with a word; and agents, who have nobody to press a button, get through once it can be written. */
async function unusableFolder(report: Report): Promise<void> {
  const obstacles: [what: string, put: (folder: string, run: string) => void, remove: (folder: string) => void][] = [
    ['a file in its place', (folder) => writeFileSync(folder, 'not a folder'), (folder) => rmSync(folder)],
    [
      'a file in the place of its sockets',
      (folder, run) => {
        mkdirSync(folder);
        writeFileSync(run, 'not a folder');
      },
      (folder) => rmSync(folder, { recursive: true }),
    ],
  ];
  if (process.getuid?.() === 0) report.skip('a read-only folder: nothing is read-only to root');
  else {
    obstacles.push([
      'a read-only folder',
      (folder) => mkdirSync(folder, { mode: 0o500 }),
      (folder) => chmodSync(folder, 0o700),
    ]);
  }
  for (const [what, put, remove] of obstacles) {
    const workspace = newWorkspace();
    const layout = storeOf(workspace);
    put(layout.folder, layout.run);
    const agent = new Session(workspace, 'process', 'a');
    report.expectEqual(
      'a folder that cannot be written is refused with a reason',
      await agent.write(1),
      'store_blocked',
      what,
    );
    remove(layout.folder);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    report.expectEqual('the next write gets through when it can be written', await agent.write(2), undefined, what);
    await agent.client.close();
    removeWorkspace(workspace);
  }
}
