import assert from 'node:assert/strict';
import { staleAfter } from '../../../src/vscode/views/branches';
import { row } from './rows';

describe('V3 a change in the tree', () => {
  const shown = row({ parentId: 'task_a', position: 1 });

  it('of a row reads that row again and no list', () => {
    assert.deepEqual(staleAfter(shown, { ...shown, state: 'blocked' }, 'task_a'), { row: true, listsOf: [] });
  });

  it('reads the list again that a task came into, left, or has another place in', () => {
    assert.deepEqual(staleAfter(undefined, shown, 'task_a').listsOf, ['task_a']);
    assert.deepEqual(staleAfter(shown, null, 'task_a').listsOf, ['task_a']);
    assert.deepEqual(staleAfter(shown, { ...shown, archivedAt: 1 }, 'task_a').listsOf, ['task_a']);
    assert.deepEqual(staleAfter(shown, { ...shown, position: 2 }, 'task_a').listsOf, ['task_a']);
  });

  it('reads both lists again when a task moves from one to the other', () => {
    assert.deepEqual(staleAfter(shown, { ...shown, parentId: null }, null).listsOf, ['task_a', null]);
  });

  it('reads nothing for a task that was not shown and is gone', () => {
    assert.deepEqual(staleAfter(undefined, null, 'task_a'), { row: false, listsOf: [] });
  });
});
