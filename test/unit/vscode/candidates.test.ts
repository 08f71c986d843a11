import assert from 'node:assert/strict';
import type { FolderStore } from '../../../src/vscode/folderStore';
import { found } from '../../../src/vscode/tasks/candidates';
import { Desk } from '../orchestrator/desk';

describe('T4 what is typed to find a task', () => {
  it('may be longer than what is searched for at once', async () => {
    const desk = await Desk.open();
    desk.run('task.create', { title: 'Ship it' });
    const store = { read: desk.read.bind(desk) } as unknown as FolderStore;
    assert.equal((await found(store, undefined, `nothing ${'x'.repeat(5_000)}`)).total, 0);
    assert.equal((await found(store, undefined, 'ship')).total, 1);
    desk.close();
  });
});
