import { strict as assert } from 'node:assert';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { verifyAll } from '../../src/vscode/commands/evidence/verifyAll';
import type { CommandServices } from '../../src/vscode/commands/services';
import { FolderStore } from '../../src/vscode/folderStore';
import { until } from './harness';
import { choosing, hearing } from './person';

const dist = join(__dirname, '..', '..');

describe('X11 Verify All', () => {
  const root = mkdtempSync(join(tmpdir(), 'task-orchestrator-verify-'));
  const log = vscode.window.createOutputChannel('Verify All', { log: true });
  const stores = ['one', 'two'].map((name, index) => {
    const uri = vscode.Uri.file(join(root, name));
    mkdirSync(uri.fsPath);
    const files = { worker: join(dist, 'engine.js'), wasm: join(dist, 'sql-wasm.wasm'), version: 'test' };
    return new FolderStore({ uri, name, index }, { files, hostKey: undefined, log });
  });
  const services = { stores: { all: stores, known: Promise.resolve() }, log } as unknown as CommandServices;
  const [one, two] = stores as [FolderStore, FolderStore];

  after(async () => {
    for (const store of stores) await store.close();
    log.dispose();
    rmSync(root, { recursive: true, force: true });
  });

  /** What a person is told, who chooses the folder of this name. */
  async function told(folder: string): Promise<{ said: string; asked: number }> {
    let asked = 0;
    const said = await hearing(async () => {
      asked = (await choosing(folder, () => verifyAll(services, undefined))).length;
    });
    return { said: said.at(-1)?.replace(/^[a-z ]+: /, '') ?? '', asked };
  }

  async function done(store: FolderStore): Promise<string> {
    const { task } = await store.execute('task.create', { title: 'Leaves a file' });
    await store.execute('task.claim', { task });
    const path = 'left.txt';
    writeFileSync(join(store.folder.uri.fsPath, path), 'left\n');
    const files = [{ op: 'create' as const, path }];
    await store.execute('task.finish', { task, result: 'done', summary: 'Done.', files });
    return task;
  }
  const attempts = async (store: FolderStore, task: string): Promise<number> =>
    (await store.read('verification.list', { task })).rows.length;

  it('says so where there is nothing to verify', async () => {
    for (const store of stores) {
      await store.execute('task.create', { title: 'Only planned' });
      await until('the store is ready', () => store.status.state === 'ready');
    }
    const { said } = await told('one');
    assert.equal(said, 'There is nothing to verify: no task says yet that it left something.');
  });

  it('asks which of several folders is meant, and verifies that one alone', async () => {
    const [first, second] = [await done(one), await done(two)];
    const before = await attempts(one, first);
    writeFileSync(join(two.folder.uri.fsPath, 'left.txt'), 'other\n');
    const { said, asked } = await told('two');
    assert.equal(asked, 1);
    assert.match(said, /0 verified, 1 failed, 0 cannot be verified/);
    assert.equal((await two.read('task.get', { id: second }))?.evidence, 'changed');
    assert.equal(await attempts(one, first), before);
    assert.match((await told('one')).said, /1 verified, 0 failed/);
  });

  it('verifies all folders at once, where that is chosen', async () => {
    const { said, asked } = await told('All Folders');
    assert.equal(asked, 1);
    assert.match(said, /1 verified, 1 failed, 0 cannot be verified/);
  });

  it('verifies the others where the store of one cannot be read', async () => {
    const problem = { code: 'store_damaged', message: 'It is damaged.', hint: 'Restore it.' };
    Object.defineProperty(one, 'status', { configurable: true, value: { state: 'problem', problem } });
    const { said } = await told('All Folders');
    Reflect.deleteProperty(one, 'status');
    assert.match(said, /0 verified, 1 failed, 0 cannot be verified; not looked at, .*: one\b/);
  });
});
