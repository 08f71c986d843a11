import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { settings, settingId, type SettingKey } from '../../src/vscode/contributions/settings';
import { setting } from '../../src/vscode/settings';
import { DragAndDrop } from '../../src/vscode/views/tasks/dragAndDrop';
import { likelySpots, movedTogether, movesTo } from '../../src/vscode/views/tasks/dropTarget';
import { itemOf } from '../../src/vscode/views/tasks/items';
import type { FolderStore } from '../../src/vscode/folderStore';
import type { TaskLeaf, TaskNode } from '../../src/vscode/views/taskNodes';
import { row } from '../unit/vscode/rows';
import { newTask, run, useProgram } from './harness';

describe('V9 tasks that are dragged', () => {
  const program = useProgram();
  const told: string[] = [];
  const note = (code: string, message: string) => told.push(`${code} ${message}`);
  const log = { error: note, info: note };

  /** The store as the views have it, for the person at this window. */
  function storeOf(): FolderStore {
    const client = program();
    return {
      folder: vscode.workspace.workspaceFolders?.[0],
      status: client.status,
      assertTrusted: () => undefined,
      read: client.read.bind(client),
      execute: (name: 'task.arrange', input: never) => client.execute(name, input, { actor: 'agent:test/host' }),
    } as unknown as FolderStore;
  }

  const leafOf = async (store: FolderStore, id: string): Promise<TaskLeaf> => {
    const task = await store.read('task.get', { id });
    assert.ok(task);
    return { kind: 'task', store, task };
  };

  async function drop(leaves: readonly TaskLeaf[], target: TaskNode | undefined): Promise<void> {
    const controller = new DragAndDrop(log as unknown as vscode.LogOutputChannel, () => undefined);
    const data = new vscode.DataTransfer();
    controller.handleDrag(leaves, data);
    await controller.handleDrop(target, data);
  }

  const under = async (parent: string | null): Promise<string[]> =>
    (await program().read('tree.siblings', { parent })).rows.map(({ title }) => title);

  before(() => vscode.workspace.getConfiguration().update(settingId('tasks.confirmDragAndDrop'), false, true));
  after(() => vscode.workspace.getConfiguration().update(settingId('tasks.confirmDragAndDrop'), undefined, true));

  it('come below the one that they are dropped on, in their order', async () => {
    const store = storeOf();
    const parent = await newTask('Dropped on');
    const [one, two] = [await newTask('Dragged one'), await newTask('Dragged two')];
    await drop([await leafOf(store, two), await leafOf(store, one)], await leafOf(store, parent));
    assert.deepEqual(await under(parent), ['Dragged one', 'Dragged two']);
  });

  it('come into a stream, and to the top', async () => {
    const store = storeOf();
    const parent = await newTask('Left');
    const id = String(await run('newStep', { task: parent, title: 'Leaves' }));
    const group: TaskNode = {
      kind: 'group',
      store,
      of: { by: 'stream', name: 'Dropped' },
      list: { store, of: { kind: 'siblings', parent: null }, unfinished: false, key: '' },
      count: 0,
    };
    await drop([await leafOf(store, id)], group);
    const moved = await program().read('task.get', { id });
    assert.deepEqual([moved?.parentId, moved?.stream], [null, 'Dropped']);
    await drop([await leafOf(store, id)], undefined);
    assert.equal((await program().read('task.get', { id }))?.stream, null);
  });

  it('stay where they are when one would wait for itself, and the reason is said', async () => {
    const store = storeOf();
    const [first, second] = [await newTask('Comes first'), await newTask('Comes second')];
    await run('addDependency', { task: second, on: first, kind: 'completion', policy: 'block' });
    const free = await newTask('Free');
    told.length = 0;
    await drop([await leafOf(store, free), await leafOf(store, second)], await leafOf(store, first));
    assert.equal(told.length, 1);
    assert.match(told[0] ?? '', /wait|cycle/i);
    assert.deepEqual(await under(first), []);
  });

  it('go beside their siblings rather, and below others', () => {
    const at = (id: string, parentId: string | null, position: number): TaskLeaf => ({
      kind: 'task',
      store: storeOf(),
      task: row({ id, parentId, position }),
    });
    const [a, b, c, other] = [at('a', 'p', 1), at('b', 'p', 2), at('c', 'p', 3), at('o', null, 1)];
    assert.deepEqual(likelySpots([a], c)[0], 'after');
    assert.deepEqual(likelySpots([c], a)[0], 'before');
    assert.deepEqual(likelySpots([a], other)[0], 'below');
    assert.deepEqual(movesTo([a, b], c, 'after'), [
      { task: 'a', parent: 'p', after: 'c' },
      { task: 'b', parent: 'p', after: 'a' },
    ]);
    const child = at('child', 'a', 1);
    assert.deepEqual(movedTogether([child, b, a]), [a, b]);
  });
});

describe('V3 rows say all there is to say, to everybody', () => {
  const store = { folder: { uri: vscode.Uri.file('/folder'), name: 'folder' } } as unknown as FolderStore;
  const look = { groupBy: 'stream', finished: true, details: false, filter: {} } as const;
  const spoken = (node: TaskNode): string => itemOf(node, look, () => false).accessibilityInformation?.label ?? '';

  it('headings, ranges and what lies below tasks have a sentence of their own', () => {
    const list = { store, of: { kind: 'steps', filter: {} }, unfinished: false, key: 'k' } as const;
    const leaf: TaskLeaf = { kind: 'task', store, task: row(), above: 'Store' };
    assert.equal(
      spoken({ kind: 'group', store, of: { by: 'stream', name: 'Docs' }, list, count: 5, done: 3 }),
      'Docs, stream, 3 of 5 steps done',
    );
    assert.equal(
      spoken({ kind: 'group', store, of: { by: 'state', phase: 'blocked' }, list, count: 2 }),
      'Blocked, 2 tasks',
    );
    assert.equal(spoken({ kind: 'range', list, offset: 500, length: 120 }), 'Tasks 501 to 620');
    assert.equal(spoken({ kind: 'details', of: 'checkpoints', leaf }), 'Checkpoints of Write the parser');
    assert.equal(spoken(leaf), 'Write the parser, Ready, Store');
  });
});

describe('V15 settings', () => {
  it('have their defaults', () => {
    const all = vscode.workspace.getConfiguration();
    for (const [key, spec] of Object.entries(settings)) {
      assert.deepEqual(all.get(settingId(key as SettingKey)), spec.default, key);
    }
  });

  it('count as their default when they make no sense', async () => {
    const all = vscode.workspace.getConfiguration();
    await all.update(settingId('tasks.groupBy'), 'colour', true);
    assert.equal(setting('tasks.groupBy'), 'stream');
    await all.update(settingId('tasks.groupBy'), 'role', true);
    assert.equal(setting('tasks.groupBy'), 'role');
    await all.update(settingId('tasks.groupBy'), undefined, true);
  });
});
