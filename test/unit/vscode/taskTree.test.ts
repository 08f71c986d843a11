import assert from 'node:assert/strict';
import type { FolderStore } from '../../../src/vscode/folderStore';
import type { TaskLeaf, TaskNode } from '../../../src/vscode/views/taskNodes';
import type { Look } from '../../../src/vscode/views/tasks/look';
import { TaskTree, type Outdated } from '../../../src/vscode/views/tasks/taskTree';
import { agent, Desk } from '../orchestrator/desk';

/** The tree over a store in memory; only the thread between them is missing. */
class Scene {
  readonly desk: Desk;
  readonly tree: TaskTree;
  readonly reads: string[] = [];
  look: Look = { groupBy: 'stream', finished: true, details: false, filter: {} };
  readonly #store: FolderStore;

  constructor(desk: Desk) {
    this.desk = desk;
    const read = (name: Parameters<Desk['read']>[0], input: never): Promise<unknown> => {
      this.reads.push(name);
      return Promise.resolve(desk.read(name, input));
    };
    const folder = { uri: 'file:///folder', name: 'folder' };
    this.#store = { folder, status: { state: 'ready' }, read } as unknown as FolderStore;
    this.tree = new TaskTree(
      () => [this.#store],
      () => this.look,
    );
  }

  lookAt(look: Partial<Look>): void {
    this.look = { ...this.look, ...look };
    this.tree.forget();
  }

  /** What has changed since the last time, told to the tree as a window hears it. */
  async follow(): Promise<Outdated> {
    return this.tree.follow(this.#store, this.desk.changes.splice(0));
  }

  async find(id: string) {
    return this.tree.find(this.#store, id);
  }

  /** The tree as text, opened down to a depth. */
  async text(depth = 9, node?: TaskNode, level = 0): Promise<string[]> {
    const lines: string[] = [];
    for (const child of await this.tree.children(node)) {
      lines.push(`${'  '.repeat(level)}${said(child)}`);
      if (level + 1 < depth) lines.push(...(await this.text(depth, child, level + 1)));
    }
    return lines;
  }
}

function said(node: TaskNode): string {
  switch (node.kind) {
    case 'group': {
      const name = node.of.by === 'stream' ? node.of.name : node.of.by === 'state' ? node.of.phase : node.of.role;
      return `[${String(name)}] ${node.done === undefined ? '' : `${node.done}/`}${node.count}`;
    }
    case 'task':
      return [
        node.task.title,
        node.waitsFor &&
          `waits for ${node.waitsFor.title}${node.waitsFor.ended === null ? '' : ` (${node.waitsFor.ended})`}`,
        node.above && `in ${node.above}`,
      ]
        .filter(Boolean)
        .join(', ');
    case 'range':
      return `${node.offset + 1}–${node.offset + node.length}`;
    case 'details':
      return `(${node.of})`;
    case 'checkpoint':
      return node.checkpoint.name;
    case 'file':
      return node.file.path;
    case 'folder':
      return node.store.folder.name;
  }
}

const names = (outdated: Outdated): unknown => (outdated === 'all' ? 'all' : outdated.map(said));

describe('V8 the tree of tasks, as text', () => {
  let scene: Scene;
  let id: (key: string) => string;
  beforeEach(async () => {
    scene = new Scene(await Desk.open());
    const { desk } = scene;
    const docs = desk.plan({
      goal: 'Reference',
      stream: 'Docs',
      steps: [
        { key: 'outline', title: 'Outline', role: 'architect' },
        {
          key: 'draft',
          title: 'Draft',
          after: ['outline'],
          steps: [{ key: 'one', title: 'One', role: 'documenter' }, { title: 'Two' }],
        },
      ],
    });
    ({ id } = docs);
    desk.run('task.create', { title: 'Release' });
    desk.changes.length = 0;
  });
  afterEach(() => scene.desk.close());

  it('knows where the keyboard goes when a row goes: beside it, else above', async () => {
    await scene.text();
    const leafOf = async (task: string) => (await scene.find(task))?.leaf ?? assert.fail(task);
    const beside = (leaf: TaskLeaf, ...going: string[]): string | undefined => {
      const row = scene.tree.beside(leaf, new Set([leaf.task.id, ...going]));
      return row && said(row);
    };
    const [outline, draft, one] = [await leafOf(id('outline')), await leafOf(id('draft')), await leafOf(id('one'))];
    assert.equal(beside(outline), 'Draft, waits for Outline');
    assert.equal(beside(draft), 'Outline');
    assert.equal(beside(draft, id('outline')), 'Reference');
    assert.equal(beside(one), 'Two');
    assert.equal(scene.tree.beside({ ...one }, new Set([one.task.id])), undefined, 'a row of another view');
  });

  it('finds what was made below a row that had nothing below it', async () => {
    await scene.text();
    const { desk } = scene;
    const { task } = desk.run('task.create', { title: 'Below', parent: id('outline') });
    const { leaf, outdated } = (await scene.find(task)) ?? assert.fail('not found');
    assert.deepEqual([leaf.task.title, names(outdated)], ['Below', ['Outline']]);
    const above = outdated === 'all' ? undefined : outdated[0];
    assert.ok(above?.kind === 'task');
    assert.equal(above.task.children, 1, 'VS Code opens no row that has nothing below it');
  });

  it('is streams with their trees, then the trees of none', async () => {
    assert.deepEqual(await scene.text(), [
      '[Docs] 0/3',
      '  Reference',
      '    Outline',
      '    Draft, waits for Outline',
      '      One',
      '      Two',
      'Release',
    ]);
    scene.lookAt({ groupBy: 'none' });
    assert.deepEqual(await scene.text(1), ['Reference', 'Release']);
  });

  it('can be steps by where they stand, or by role', async () => {
    scene.desk.finish(id('outline'));
    scene.lookAt({ groupBy: 'state' });
    assert.deepEqual(await scene.text(), [
      '[pending] 3',
      '  One, in Draft',
      '  Two, in Draft',
      '  Release',
      '[completed] 1',
      '  Outline, in Reference',
    ]);
    scene.lookAt({ groupBy: 'role' });
    assert.deepEqual(await scene.text(), [
      '[architect] 1',
      '  Outline, in Reference',
      '[documenter] 1',
      '  One, in Draft',
      '[null] 2',
      '  Two, in Draft',
      '  Release',
    ]);
  });

  it('is narrowed by a filter to the steps that it finds, also under headings', async () => {
    scene.lookAt({ filter: { roles: ['documenter'] } });
    assert.deepEqual(await scene.text(), ['One, in Draft']);
    scene.lookAt({ groupBy: 'state', filter: { text: 'tw' } });
    assert.deepEqual(await scene.text(), ['[pending] 1', '  Two, in Draft']);
    scene.lookAt({ filter: { labels: ['none has it'] } });
    assert.deepEqual(await scene.text(), []);
    scene.lookAt({ groupBy: 'stream', filter: {} });
    assert.deepEqual((await scene.text()).slice(4, 6), ['      One', '      Two']);
  });

  it('V10 is narrowed by words to all tasks that say them, also those with steps below them', async () => {
    scene.lookAt({ filter: { text: 'refer' } });
    assert.deepEqual(await scene.text(), ['Reference']);
    scene.lookAt({ groupBy: 'state', filter: { text: 'dra' } });
    assert.deepEqual(await scene.text(), ['[pending] 1', '  Draft, waits for Outline, in Reference']);
    scene.lookAt({ groupBy: 'stream', filter: { streams: ['Docs'] } });
    assert.deepEqual(await scene.text(), ['Outline, in Reference', 'One, in Draft', 'Two, in Draft']);
  });

  it('leaves out what is finished, but not from under the eyes of somebody who reads', async () => {
    scene.desk.finish(id('outline'));
    scene.lookAt({ finished: false });
    assert.deepEqual(await scene.text(), [
      '[Docs] 1/3',
      '  Reference',
      '    Draft',
      '      One',
      '      Two',
      'Release',
    ]);
    scene.desk.finish(id('one'));
    await scene.follow();
    scene.desk.run('task.create', { title: 'Three', parent: id('draft') });
    await scene.follow();
    assert.deepEqual((await scene.text()).slice(3), ['      One', '      Two', '      Three', 'Release']);
    scene.tree.forget();
    assert.deepEqual((await scene.text()).slice(3), ['      Two', '      Three', 'Release']);
  });

  it('shows checkpoints and files of what has begun, when it is asked to', async () => {
    const claim = scene.desk.claim(id('outline'));
    const files = [{ op: 'create' as const, path: 'docs/outline.md' }];
    await scene.desk.act('task.progress', { task: id('outline'), claim, files, checkpoint: { name: 'half' } }, agent);
    scene.lookAt({ details: true });
    const text = await scene.text();
    const from = text.indexOf('    Outline') + 1;
    assert.deepEqual(text.slice(from, from + 4), [
      '      (checkpoints)',
      '        half',
      '        start_implementation',
      '      (files)',
    ]);
    assert.equal(text[from + 4], '        docs/outline.md');
  });

  describe('V3 when something changes', () => {
    beforeEach(() => scene.text());

    it('a row is read again, with those whose progress it counts in, and no list', async () => {
      scene.reads.length = 0;
      scene.desk.run('task.edit', { task: id('one'), title: 'First' });
      assert.deepEqual(names(await scene.follow()), ['First']);
      assert.ok(!scene.reads.includes('tree.siblings'), scene.reads.join());
      scene.desk.finish(id('outline'));
      const outdated = names(await scene.follow()) as string[];
      assert.deepEqual(outdated, ['[Docs] 1/3']);
      assert.ok(!scene.reads.includes('tree.siblings'), scene.reads.join());
    });

    it('rows stay the objects by which VS Code knows them', async () => {
      const before = await scene.tree.children();
      scene.desk.run('task.create', { title: 'Another' });
      await scene.follow();
      const after = await scene.tree.children();
      assert.deepEqual(after.map(said), ['[Docs] 0/3', 'Release', 'Another']);
      assert.ok(before.every((node) => after.includes(node)));
    });

    it('steps are read again when what stands above them lets them go', async () => {
      const { root } = scene.desk.plan({ goal: 'Asked', approval: 'plan', steps: [{ title: 'Its step' }] });
      await scene.follow();
      await scene.text();
      const { leaf } = (await scene.find(root)) ?? assert.fail('it is not there');
      const step = async () => {
        const [below] = await scene.tree.children(leaf);
        return below?.kind === 'task' ? below.task.held : undefined;
      };
      assert.equal(await step(), 1);
      await scene.desk.act('task.approve', { task: root });
      const outdated = names(await scene.follow()) as string[];
      assert.ok(outdated.includes('Asked'), outdated.join());
      assert.equal(await step(), 0);
    });

    it('a row that waits is read again when what it waits for has another name, or will not be done', async () => {
      await scene.text();
      const draft = async () => {
        await scene.follow();
        return (await scene.text()).find((line) => line.includes('Draft'))?.trim();
      };
      scene.desk.run('task.edit', { task: id('outline'), title: 'Sketch' });
      assert.equal(await draft(), 'Draft, waits for Sketch');
      scene.desk.run('task.cancel', { task: id('outline') });
      assert.equal(await draft(), 'Draft, waits for Sketch (cancelled)');
    });

    it('a list is read again that a task came into, left, or has another place in', async () => {
      scene.desk.run('task.move', { task: id('one'), parent: null });
      assert.deepEqual(names(await scene.follow()), 'all');
      assert.deepEqual(await scene.text(), [
        '[Docs] 0/3',
        '  Reference',
        '    Outline',
        '    Draft, waits for Outline',
        '      Two',
        '  One',
        'Release',
      ]);
      scene.desk.run('task.delete', { task: id('draft') });
      await scene.follow();
      assert.deepEqual(await scene.text(), ['[Docs] 0/2', '  Reference', '    Outline', '  One', 'Release']);
    });

    it('V9 the list that a task left is read again also where the task was gone to before the change is told', async () => {
      scene.desk.run('task.move', { task: id('one'), parent: id('outline') });
      const { leaf, outdated } = (await scene.find(id('one'))) ?? assert.fail('not found');
      assert.deepEqual(names(outdated), ['Draft, waits for Outline', 'Outline']);
      assert.equal(said((await scene.tree.parent(leaf)) ?? assert.fail('it hangs nowhere')), 'Outline');
      await scene.follow();
      const moved = ['    Outline', '      One', '    Draft, waits for Outline', '      Two'];
      assert.deepEqual((await scene.text()).slice(2, 6), moved);
      assert.equal((await scene.find(id('one')))?.leaf, leaf, 'it stays the object by which VS Code knows it');
    });

    it('V9 a task that goes from the top below another, or into a stream, leaves its place', async () => {
      const { task: note } = scene.desk.run('task.create', { title: 'Note' });
      await scene.follow();
      await scene.text();
      const [release] = (await scene.tree.children()).slice(-2);
      assert.ok(release?.kind === 'task');
      scene.desk.run('task.move', { task: note, parent: release.task.id });
      assert.equal((await scene.find(note))?.outdated, 'all');
      await scene.follow();
      assert.deepEqual((await scene.text()).slice(-2), ['Release', '  Note']);
      scene.desk.run('task.arrange', { moves: [{ task: release.task.id, stream: 'Docs' }] });
      assert.equal((await scene.find(release.task.id))?.outdated, 'all');
      await scene.follow();
      assert.deepEqual((await scene.text()).slice(-3), ['      Two', '  Release', '    Note']);
    });

    it('V9 a task keeps its place in the list that it went to when the one that it left is read last', async () => {
      scene.desk.run('task.move', { task: id('one'), parent: null });
      assert.equal(await scene.follow(), 'all');
      await scene.text(1);
      await scene.text();
      scene.desk.run('task.edit', { task: id('one'), title: 'First' });
      assert.deepEqual(names(await scene.follow()), ['First']);
    });

    it('a stream that comes or is renamed is a heading', async () => {
      scene.desk.run('stream.create', { name: 'Tests' });
      assert.equal(await scene.follow(), 'all');
      assert.deepEqual(await scene.text(1), ['[Docs] 0/3', '[Tests] 0/0', 'Release']);
      scene.desk.run('stream.edit', { stream: 'Docs', name: 'Documentation' });
      await scene.follow();
      assert.deepEqual((await scene.text(2)).slice(0, 2), ['[Documentation] 0/3', '  Reference']);
    });

    it('a step goes from one heading to another', async () => {
      scene.lookAt({ groupBy: 'state' });
      await scene.text();
      scene.desk.claim(id('outline'));
      await scene.follow();
      assert.deepEqual((await scene.text()).slice(0, 2), ['[in_progress] 1', '  Outline, in Reference']);
    });
  });

  it('nothing is read that nobody looks at', async () => {
    await scene.text(1);
    scene.reads.length = 0;
    scene.desk.finish(id('outline'));
    await scene.follow();
    assert.ok(!scene.reads.includes('tree.siblings'), scene.reads.join());
  });

  describe('in a list that is too long to be shown at once', () => {
    let parent: string;
    let steps: string[];
    beforeEach(() => {
      const titles = Array.from({ length: 1_203 }, (_, n) => ({ key: `k${n}`, title: `Step ${n + 1}` }));
      const made = scene.desk.plan({ goal: 'Many', steps: titles });
      parent = made.root;
      steps = titles.map(({ key }) => made.id(key));
      scene.desk.changes.length = 0;
    });

    const below = async () => {
      const found = await scene.find(parent);
      return scene.tree.children(found?.leaf);
    };

    it('the first 200 are there, the others folded away in ranges that are read when they are opened', async () => {
      const rows = await below();
      assert.deepEqual(
        [rows.length, ...rows.slice(199, 201).map(said), said(rows.at(-1)!)],
        [206, 'Step 200', '201–400', '1201–1203'],
      );
      assert.equal(scene.reads.filter((name) => name === 'tree.siblings').length, 1);
      const last = await scene.tree.children(rows.at(-1));
      assert.deepEqual([last.length, said(last[0]!), said(last[2]!)], [3, 'Step 1201', 'Step 1203']);
    });

    it('any task is found, with all that it hangs below', async () => {
      const found = await scene.find(steps[1_100]!);
      const path: string[] = [];
      for (let node: TaskNode | undefined = found?.leaf; node; node = await scene.tree.parent(node))
        path.push(said(node));
      assert.deepEqual(path, ['Step 1101', '1001–1200', 'Many']);
    });

    it('a thousand changes are taken in with a few questions', async () => {
      await below();
      scene.reads.length = 0;
      for (const step of steps.slice(0, 1_000)) scene.desk.run('task.note', { task: step, text: 'so far' });
      await scene.follow();
      assert.ok(scene.reads.length <= 8, scene.reads.join());
    });

    it('changes of rows that are shown are about these rows alone', async () => {
      await below();
      for (const step of steps.slice(0, 150)) scene.desk.run('task.note', { task: step, text: 'so far' });
      const outdated = await scene.follow();
      const shown = new Set(outdated === 'all' ? [] : outdated.map((node) => node.kind === 'task' && node.task.id));
      assert.deepEqual(shown, new Set(steps.slice(0, 150)));
    });

    it('a row is not shown again by itself where what it hangs below is', async () => {
      await scene.text(1);
      await below();
      for (const step of steps.slice(0, 150)) scene.desk.finish(step);
      assert.deepEqual(names(await scene.follow()), ['Many']);
      const [first] = await below();
      assert.equal(first?.kind === 'task' && first.task.state, 'completed');
    });
  });
});
