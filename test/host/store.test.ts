import { strict as assert } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { EngineClient } from '../../src/engine/client';
import { commandId } from '../../src/vscode/contributions/commands';
import { isAbsent, isReady, openClient, reached } from '../unit/engine/harness';

const dist = join(__dirname, '..', '..');
const actor = 'agent:test/host';

describe('the store of the open folder', () => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const clients: EngineClient[] = [];

  before(async () => {
    await vscode.extensions.getExtension('task-orchestrator.task-orchestrator')?.activate();
    await vscode.commands.executeCommand('taskOrchestrator.tasks.focus');
  });

  after(async () => {
    await Promise.all(clients.map((client) => client.close()));
  });

  it('A8 is not there before something is kept in it', async () => {
    const client = openClient({ folder, door: 'process' }, dist);
    clients.push(client);
    await reached(client, isAbsent);
    assert.deepEqual(await client.read('task.children', { parent: null }), { rows: [], next: null });
    assert.ok(!existsSync(join(folder, '.task_orchestrator')));
  });

  it('E1 is shared by the extension and another process of the same machine', async () => {
    const [client] = clients;
    assert.ok(client);
    const { task } = await client.execute('task.create', { title: 'Made by another process' }, { actor });
    const second = openClient({ folder, door: 'process' }, dist);
    clients.push(second);
    await reached(second, isReady);
    const { rows } = await second.read('task.children', { parent: null });
    assert.deepEqual(
      rows.map(({ id }) => id),
      [task],
    );
  });

  it('E5 takes 2 × 200 writes at once, each exactly once', async () => {
    const [first, second] = clients;
    assert.ok(first && second);
    const titles = Array.from({ length: 200 }, (_, index) => `Write ${index}`);
    const ids = await Promise.all(
      [first, second].flatMap((client) =>
        titles.map(async (title) => (await client.execute('task.create', { title }, { actor })).task),
      ),
    );
    const { rows } = await first.read('task.children', { parent: null });
    assert.equal(new Set(ids).size, 400);
    assert.equal(rows.length, 401);
    assert.deepEqual(new Set(rows.map(({ id }) => id)), new Set([rows[0]?.id, ...ids]));
  });

  it('E6 tells everybody of a change', async () => {
    const [first, second] = clients;
    assert.ok(first && second);
    const heard = new Promise<string>((resolve) =>
      second.on('changes', (changes) => {
        const change = changes.find(({ entity }) => entity === 'task');
        if (change) resolve(change.id);
      }),
    );
    const { task } = await first.execute('task.create', { title: 'Heard' }, { actor });
    assert.equal(await heard, task);
  });

  it('E10 lets no other process replace the store', async () => {
    const [, second] = clients;
    assert.ok(second);
    await assert.rejects(second.startEmpty(), { code: 'conflict' });
  });

  it('S4 is published by the command: what was committed is in state.db itself', async () => {
    const [first] = clients;
    assert.ok(first);
    const database = join(folder, '.task_orchestrator', 'state.db');
    await first.execute('task.create', { title: 'Committed a moment ago' }, { actor });
    assert.ok(!readFileSync(database).includes('Committed a moment ago'));
    await vscode.commands.executeCommand(commandId('publishStore'));
    assert.ok(readFileSync(database).includes('Committed a moment ago'));
    assert.ok(existsSync(join(folder, '.task_orchestrator', '.gitignore')));
  });
});
