import assert from 'node:assert/strict';
import { ada, agent, Desk, problemOf } from './desk';

describe('V8 lists that views page through', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await Desk.open();
  });
  afterEach(() => desk.close());

  const make = (title: string, more: object = {}): string => desk.run('task.create', { title, ...more }).task;
  const titles = (rows: readonly { title: string }[]): string[] => rows.map(({ title }) => title);

  it('give any page of siblings, and say how many there are', () => {
    const parent = make('Parent');
    for (let n = 0; n < 12; n++) make(`Step ${n}`, { parent });
    const page = desk.read('tree.siblings', { parent, offset: 5, limit: 5 });
    assert.deepEqual(titles(page.rows), ['Step 5', 'Step 6', 'Step 7', 'Step 8', 'Step 9']);
    assert.equal(page.total, 12);
    assert.equal(desk.read('tree.siblings', { parent }).total, 12);
  });

  it('leave out what is finished where that is asked for', () => {
    const parent = make('Parent');
    const [first, second] = [make('First', { parent }), make('Second', { parent })];
    make('Third', { parent });
    desk.finish(first);
    desk.run('task.cancel', { task: second });
    assert.deepEqual(titles(desk.read('tree.siblings', { parent, unfinished: true }).rows), ['Third']);
    assert.equal(desk.read('tree.siblings', { parent, unfinished: true, limit: 1 }).total, 1);
  });

  it('V16 name what a row waits for, and first what will not be done', () => {
    const [draft, figures, review] = ['Draft', 'Figures', 'Review'].map((title) => make(title)) as [
      string,
      string,
      string,
    ];
    desk.run('dependency.add', { task: review, depends_on: draft });
    desk.run('dependency.add', { task: review, depends_on: figures });
    const waitsFor = () => desk.read('task.rows', { ids: [review] }).waitsFor[review];
    assert.deepEqual(waitsFor(), { title: 'Draft', ended: null });
    desk.run('task.cancel', { task: figures });
    assert.deepEqual(waitsFor(), { title: 'Figures', ended: 'cancelled' });
    desk.run('task.reopen', { task: figures, reason: 'It is wanted after all.' });
    desk.finish(figures, 'failed');
    assert.deepEqual(waitsFor(), { title: 'Figures', ended: 'failed' });
    desk.run('task.delete', { task: figures });
    assert.deepEqual(waitsFor(), { title: 'Figures', ended: 'deleted' });
  });

  it('separate the trees of a stream from those of none', () => {
    make('In', { stream: 'Docs' });
    make('Out');
    assert.deepEqual(titles(desk.read('tree.siblings', { parent: null, stream: 'Docs' }).rows), ['In']);
    assert.deepEqual(titles(desk.read('tree.siblings', { parent: null, stream: null }).rows), ['Out']);
    assert.deepEqual(titles(desk.read('tree.siblings', { parent: null }).rows), ['In', 'Out']);
  });

  it('say where a task stands in them', () => {
    const parent = make('Parent');
    const ids = Array.from({ length: 8 }, (_, n) => make(`Step ${n}`, { parent }));
    desk.finish(ids[0]!);
    assert.equal(desk.read('tree.place', { task: ids[6]! }).before, 6);
    assert.equal(desk.read('tree.place', { task: ids[6]!, unfinished: true }).before, 5);
  });

  describe('of steps', () => {
    let parent: string;
    beforeEach(() => {
      parent = make('Parent');
      const [done, failed, blocked, planned] = ['Done', 'Failed', 'Blocked', 'Planned'].map((title) =>
        make(title, { parent, role: title === 'Done' ? 'tester' : undefined }),
      ) as [string, string, string, string];
      const alone = make('Alone', { priority: 'high' });
      desk.run('task.edit', { task: alone, labels: ['parser'] });
      desk.finish(done);
      desk.finish(failed, 'failed');
      desk.run('task.block', { task: blocked, reason: 'No access' });
      desk.run('task.edit', { task: planned, stages: ['plan', 'plan_approval'] });
      const claim = desk.claim(planned);
      desk.run('task.progress', { task: planned, claim, plan: 'So' }, agent);
      desk.run('task.edit', { task: failed, labels: ['parser', 'slow'] });
    });

    it('come phase by phase, with what they belong to', () => {
      const { rows, above, total } = desk.read('tree.steps', {});
      assert.deepEqual(titles(rows), ['Planned', 'Blocked', 'Failed', 'Alone', 'Done']);
      assert.deepEqual([above, total], [{ [parent]: 'Parent' }, 5]);
    });

    it('are paged across phases', () => {
      const paged = [0, 1, 2, 3, 4].flatMap((offset) => titles(desk.read('tree.steps', { offset, limit: 1 }).rows));
      assert.deepEqual(paged, ['Planned', 'Blocked', 'Failed', 'Alone', 'Done']);
    });

    it('are narrowed by phase, role, stream, label and words, together', () => {
      const of = (filter: Parameters<typeof desk.read<'tree.steps'>>[1]) =>
        titles(desk.read('tree.steps', filter).rows);
      assert.deepEqual(of({ phases: ['failed', 'waiting'] }), ['Planned', 'Failed']);
      assert.deepEqual(of({ roles: ['tester'] }), ['Done']);
      assert.deepEqual(of({ roles: [null], phases: ['pending'] }), ['Alone']);
      assert.deepEqual(of({ roles: ['tester', null] }).length, 5);
      assert.deepEqual(of({ streams: [null], labels: ['slow'] }), ['Failed']);
      assert.deepEqual(of({ labels: ['parser'] }), ['Failed', 'Alone']);
      assert.deepEqual(of({ text: 'fail' }), ['Failed']);
      assert.deepEqual(of({ text: 'fail', phases: ['completed'] }), []);
      assert.deepEqual(
        desk.read('tree.counts', { filters: [{}, { roles: ['tester'] }, { text: 'al' }] }).counts,
        [5, 1, 1],
      );
    });

    it('have their place', () => {
      const { rows } = desk.read('tree.steps', {});
      const places = rows.map(({ id }) => desk.read('tree.place', { task: id, steps: {} }).before);
      assert.deepEqual(places, [0, 1, 2, 3, 4]);
    });

    it('that were begun and left come as interrupted', () => {
      const id = make('Left');
      desk.run('task.claim', { task: id, ttl_ms: 1_000 }, agent);
      desk.pass(2_000);
      desk.lapse();
      assert.deepEqual(titles(desk.read('tree.steps', { phases: ['interrupted'] }).rows), ['Left']);
      assert.deepEqual(titles(desk.read('tree.steps', { phases: ['in_progress'] }).rows), []);
    });

    it('name the roles and labels that there are', () => {
      const { roles, labels } = desk.read('tree.facets', {});
      assert.deepEqual([roles, labels.sort()], [['tester'], ['parser', 'slow']]);
    });
  });

  it('tell how much lies below tasks, each once', () => {
    const { root, id } = desk.plan({
      goal: 'Deep',
      steps: [{ key: 'a', title: 'A', steps: [{ key: 'b', title: 'B', steps: [{ key: 'c', title: 'C' }] }] }],
    });
    desk.claim(id('c'));
    const size = (...tasks: string[]) => desk.read('task.below', { tasks });
    assert.deepEqual(size(root), { tops: [root], below: 3, claimed: 1 });
    // With what lies between them left out.
    assert.deepEqual(size(id('b'), root), { tops: [root], below: 3, claimed: 1 });
    assert.deepEqual(size(id('c')), { tops: [id('c')], below: 0, claimed: 1 });
    desk.run('task.delete', { task: id('b') });
    assert.deepEqual(size(root), { tops: [root], below: 1, claimed: 0 });
  });

  it('tell how far a stream is, and who works', () => {
    const { root, id } = desk.plan({ goal: 'Docs', stream: 'Docs', steps: [{ key: 'a', title: 'A' }, { title: 'B' }] });
    desk.finish(id('a'));
    const [docs] = desk.read('stream.list', {}).rows;
    assert.deepEqual([docs?.name, docs?.done, docs?.leaves], ['Docs', 1, 2]);
    const other = make('Taken');
    desk.claim(other);
    const { rows, total } = desk.read('task.working', {});
    assert.deepEqual([titles(rows), total], [['Taken'], 1]);
    assert.deepEqual(desk.read('task.rows', { ids: [root, 'task_none', other] }).rows.length, 2);
  });
});

describe('V9 tasks that are moved together', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await Desk.open();
  });
  afterEach(() => desk.close());

  const titlesUnder = (parent: string | null): string[] =>
    desk.read('tree.siblings', { parent }).rows.map(({ title }) => title);

  it('keep their order, and can be put back as they were', () => {
    const { root, id } = desk.plan({ goal: 'Goal', steps: 'abcde'.split('').map((key) => ({ key, title: key })) });
    const other = desk.run('task.create', { title: 'Other' }).task;
    const { back } = desk.run('task.arrange', {
      moves: [
        { task: id('b'), parent: other },
        { task: id('d'), parent: other, after: id('b') },
        { task: id('a'), after: id('e') },
      ],
    });
    assert.deepEqual(
      [titlesUnder(other), titlesUnder(root)],
      [
        ['b', 'd'],
        ['c', 'e', 'a'],
      ],
    );
    desk.run('task.arrange', { moves: back });
    assert.deepEqual([titlesUnder(other), titlesUnder(root)], [[], ['a', 'b', 'c', 'd', 'e']]);
  });

  it('are all moved or none: a cycle is refused with its reason', () => {
    const { root, id } = desk.plan({
      goal: 'Goal',
      steps: [
        { key: 'first', title: 'First' },
        { key: 'second', title: 'Second', after: ['first'] },
      ],
    });
    const free = desk.run('task.create', { title: 'Free' }).task;
    const before = desk.dump();
    const moves = [
      { task: free, parent: root },
      { task: id('second'), parent: id('first') },
    ];
    const { message } = problemOf(() => desk.run('task.arrange', { moves }));
    assert.match(message, /First|first|cycle|waits/i);
    assert.equal(desk.dump(), before);
  });

  it('come into a stream and leave it', () => {
    const task = desk.run('task.create', { title: 'Task', stream: 'Docs' }, ada).task;
    const { back } = desk.run('task.arrange', { moves: [{ task, parent: null, stream: null }] });
    assert.equal(desk.task(task).stream, null);
    desk.run('task.arrange', { moves: back });
    assert.equal(desk.task(task).stream, 'Docs');
  });
});
