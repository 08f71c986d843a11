import assert from 'node:assert/strict';
import type { QueryOutput } from '../../../src/orchestrator/registry';
import { agent, Desk, problemOf } from './desk';

interface Step {
  readonly title: string;
  readonly steps: Step[];
}

const deep = (levels: number): Step[] => (levels === 0 ? [] : [{ title: `Level ${levels}`, steps: deep(levels - 1) }]);

describe('P planning a tree', () => {
  for (const count of [1, 50, 5_000]) {
    it(`P1 writes ${count} steps at once, each waiting for the one before`, async () => {
      const desk = await Desk.open();
      const steps = Array.from({ length: count }, (_, index) => ({
        key: `s${index}`,
        title: `Step ${index}`,
        after: index === 0 ? [] : [`s${index - 1}`],
      }));
      const { root, id } = desk.plan({ goal: 'Ship', steps });
      assert.equal(desk.task(root).leaves, count);
      assert.deepEqual(desk.ready(), ['Step 0']);
      assert.equal(desk.connection.value('select chain from tasks where id = ?', [id('s0')]), count - 1);
      desk.close();
    }).timeout(60_000);
  }

  it('P1 writes trees of fifty levels', async () => {
    const desk = await Desk.open();
    const { root } = desk.plan({ goal: 'Ship', steps: deep(50) });
    assert.equal(desk.connection.value('select max(depth) from tasks'), 50);
    assert.deepEqual(desk.ready(), ['Level 1']);
    desk.finish(desk.read('task.next', {}).rows[0]?.id ?? '');
    assert.equal(desk.state(root), 'completed');
  });

  it('P1 refuses trees that are deeper than any store has to bear', async () => {
    const desk = await Desk.open();
    assert.equal(problemOf(() => desk.plan({ goal: 'Ship', steps: deep(110) })).code, 'limit_reached');
    assert.equal(problemOf(() => desk.plan({ goal: 'Ship', steps: deep(2_000) })).code, 'invalid_input');
    assert.equal(desk.connection.value('select count(*) from tasks'), 0);
  });

  it('P2 names all mistakes at once, with their places, and writes nothing', async () => {
    const desk = await Desk.open();
    const before = desk.dump();
    const { code, message } = problemOf(() =>
      desk.plan({
        goal: ' ',
        stream: '',
        parent: 'task_gone',
        role: 'wizard',
        steps: [
          { key: 'a', title: 'A'.repeat(301), role: 'No Such' },
          { key: 'a', title: 'Again', after: ['nobody'] },
          {
            key: 'not a key',
            title: '',
            description: 'x'.repeat(50_001),
            files: ['', '../../etc/passwd', 'src/a\u202eb.ts'],
          },
          { title: 'Fine', steps: [{ title: 'Below', role: 'magician' }] },
        ],
      }),
    );
    assert.equal(code, 'invalid_input');
    for (const mistake of [
      'goal: a title is needed',
      'stream: ',
      'parent: there is no task "task_gone"',
      'role: there is no role wizard',
      'steps.0: longer than 300',
      'steps.0.role: a role is lower-case',
      'steps.1.key: a is the key of steps.0 already',
      'steps.1.after.0: there is no step and no task "nobody"',
      'steps.2.key: ',
      'steps.2.title: a title is needed',
      'steps.2.description: longer than 50000',
      'steps.2.files.0: is empty',
      'steps.2.files.1: is no path or pattern inside of the workspace folder',
      'steps.2.files.2: holds characters that are not seen',
      'steps.3.steps.0.role: there is no role magician',
    ]) {
      assert.ok(
        message.includes(mistake.replace('steps.0: longer', 'steps.0.title: longer')),
        `${mistake}\n${message}`,
      );
    }
    assert.equal(desk.dump(), before);
  });

  it('P2 names every cycle once, also one through a parent and through tasks that exist', async () => {
    const desk = await Desk.open();
    const cyclic = problemOf(() =>
      desk.plan({
        goal: 'Ship',
        steps: [
          { key: 'a', title: 'A', after: ['b'] },
          { key: 'b', title: 'B', after: ['a'] },
          { key: 'c', title: 'C', steps: [{ key: 'd', title: 'D', after: ['c'] }] },
          { key: 'e', title: 'E', after: ['e'] },
        ],
      }),
    );
    assert.match(cyclic.message, /steps\.0\.after: these wait for each other: a → b → a/);
    assert.match(cyclic.message, /steps\.2\.steps\.0\.after: these wait for each other/);
    assert.match(cyclic.message, /steps\.3\.after/);
    assert.equal(desk.connection.value('select count(*) from tasks'), 0);

    const { id } = desk.plan({
      goal: 'Ship',
      steps: [
        { key: 'first', title: 'First' },
        { key: 'then', title: 'Then', after: ['first'] },
      ],
    });
    const through = problemOf(() =>
      desk.plan({ goal: 'More', parent: id('first'), steps: [{ title: 'X', after: [id('then')] }] }),
    );
    assert.match(through.message, /these wait for each other/);
  });

  it('P3 leaves what is next to urgency and to the longest chain', async () => {
    const desk = await Desk.open();
    desk.plan({
      goal: 'Ship',
      steps: [
        { key: 'short', title: 'Short' },
        { key: 'long', title: 'Long' },
        { key: 'urgent', title: 'Urgent', priority: 'critical' },
        { key: 'b', title: 'B', after: ['long'] },
        { key: 'c', title: 'C', after: ['b'] },
      ],
    });
    assert.deepEqual(desk.ready(), ['Urgent', 'Long', 'Short']);
    const root = desk.read('task.children', { parent: null }).rows[0]?.id ?? '';
    assert.deepEqual(
      desk.read('task.waves', { task: root }).waves.map((wave) => wave.map(({ title }) => title)),
      [['Short', 'Long', 'Urgent'], ['B'], ['C']],
    );
  });

  it('P4 keeps streams to their limits', async () => {
    const desk = await Desk.open();
    desk.run('stream.create', { name: 'Docs', concurrency: 2, role_limits: { tester: 1 } }, agent);
    desk.plan({
      goal: 'Write',
      stream: 'docs',
      steps: [{ title: 'T1', role: 'tester' }, { title: 'T2', role: 'tester' }, { title: 'W1' }, { title: 'W2' }],
    });
    const taken = [desk.next(), desk.next(), desk.next()].map((claim) => (claim ? desk.task(claim.task).title : null));
    assert.deepEqual(taken, ['T1', 'W1', null]);
    const second = desk.read('task.search', { text: 'T2' }).rows[0]?.id ?? '';
    assert.equal(problemOf(() => desk.claim(second)).code, 'limit_reached');
    assert.deepEqual(
      desk.read('stream.list', {}).rows.map(({ name, ready, leaves, done }) => [name, ready, leaves, done]),
      [['Docs', 2, 4, 0]],
    );
  });

  it('T4 finds tasks by words, also after they were changed', async () => {
    const desk = await Desk.open();
    const { root, id } = desk.plan({ goal: 'Ship the parser', steps: [{ key: 'a', title: 'Write the grammar' }] });
    const found = (text: string) => desk.read('task.search', { text }).rows.map(({ title }) => title);
    assert.deepEqual(found('gramm'), ['Write the grammar']);
    desk.run('task.edit', { task: id('a'), title: 'Write the lexer' }, agent);
    assert.deepEqual([found('grammar'), found('lexer')], [[], ['Write the lexer']]);
    assert.deepEqual(found('"AND OR NEAR( *'), []);
    desk.run('task.delete', { task: root });
    assert.deepEqual(found('lexer'), []);
    desk.run('task.undelete', { task: root });
    assert.deepEqual(found('lexer'), ['Write the lexer']);
  });

  it('T5 finds a title that is typed whole before all others, however much there is', async () => {
    const desk = await Desk.open();
    const titles = ['Then step 3.3.3', 'Step 3.3.3', 'Step 3.3.3 again', 'Step 3.13.3', 'Step 33.3.3'];
    for (const title of titles) desk.run('task.create', { title });
    for (let n = 0; n < 100; n++) desk.run('task.create', { title: `Step ${n + 10}.3.3` });
    const found = desk.read('task.search', { text: 'step 3.3.3', limit: 3 });
    assert.deepEqual(
      found.rows.map(({ title }) => title),
      ['Step 3.3.3', 'Step 3.3.3 again', 'Then step 3.3.3'],
    );
    assert.ok(found.total > 3);
  });

  it('T5 finds a title that is all but typed whole, and an id or its beginning, among many thousands', async () => {
    const desk = await Desk.open();
    const { task } = desk.run('task.create', { title: 'Import' });
    const about = desk.run('task.create', { title: `About ${task}` }).task;
    const steps = Array.from({ length: 5_000 }, (_, n) => ({ title: `Import table ${n}`, role: 'tester' }));
    desk.plan({ goal: 'Import everything', steps });
    const found = (text: string, limit = 3) => desk.read('task.search', { text, limit });
    assert.equal(found('impor').rows[0]?.title, 'Import');
    assert.deepEqual(
      [task, ` ${task.toUpperCase()} `].map((text) => found(text).rows.map(({ id }) => id)),
      [
        [task, about],
        [task, about],
      ],
    );
    assert.equal(found(task).total, 2);
    const begun = found('tester_a');
    assert.ok(begun.rows.every(({ id }) => id.startsWith('tester_a')) && begun.total > 3);
    const [first, second] = [begun.rows.map(({ id }) => id), begun.next];
    const next = desk.read('task.search', { text: 'tester_a', limit: 3, after: second }).rows.map(({ id }) => id);
    assert.ok(
      next.every((id) => id.startsWith('tester_a') && !first.includes(id)),
      next.join(),
    );
    assert.deepEqual(found('import table 4999').rows[0]?.title, 'Import table 4999');
  });

  it('T5 comes in pages, none twice and none left out', async () => {
    const desk = await Desk.open();
    desk.plan({ goal: 'Ship', steps: Array.from({ length: 30 }, (_, n) => ({ title: `Step ${n}` })) });
    const seen: string[] = [];
    let after: { updatedAt: number; n: number } | null = null;
    do {
      const page: QueryOutput<'task.search'> = desk.read('task.search', { status: 'pending', limit: 7, after });
      seen.push(...page.rows.map(({ id }) => id));
      assert.equal(page.total, 31);
      after = page.next;
    } while (after);
    assert.equal(new Set(seen).size, 31);
    assert.equal(seen.length, 31);
  });

  it('T4 finds what says it in the title first, and T5 pages through that order', async () => {
    const desk = await Desk.open();
    const titles = ['Parser', 'Parsers and printers', 'Write the parser', 'Elsewhere', 'A parserless room'];
    for (const [index, title] of titles.entries()) {
      desk.run('task.create', { title, description: index === 3 ? 'About the parser' : '' });
    }
    for (let n = 0; n < 20; n++) desk.run('task.create', { title: `Other ${n}`, description: 'The parser, too' });
    const seen: string[] = [];
    let after: { updatedAt: number; n: number } | null = null;
    do {
      const page: QueryOutput<'task.search'> = desk.read('task.search', { text: 'parser', limit: 4, after });
      seen.push(...page.rows.map(({ title }) => title));
      assert.equal(page.total, 25);
      assert.deepEqual(page.next ?? page.cursors.at(-1), page.cursors.at(-1));
      // What is added meanwhile is not in the way.
      desk.run('task.create', { title: `Parser ${seen.length}`, description: 'new' });
      desk.run('task.delete', { task: desk.read('task.search', { text: 'new' }).rows[0]?.id ?? '' });
      after = page.next;
    } while (after);
    assert.equal(new Set(seen).size, 25);
    assert.deepEqual(seen.slice(0, 4), ['Parser', 'Parsers and printers', 'A parserless room', 'Write the parser']);
    assert.equal(seen.at(-1), 'Elsewhere');
  });

  it('P2 lets a whole plan wait for tasks that are there, and refuses what it could never begin after', async () => {
    const desk = await Desk.open();
    const first = desk.run('task.create', { title: 'First' }).task;
    const parent = desk.run('task.create', { title: 'Parent' }).task;
    const steps = [{ key: 'a', title: 'A' }];
    const { root } = desk.plan({ goal: 'Then', effort: 'M', after: [first], stages: ['review'], steps });
    assert.equal(desk.read('task.show', { task: root }).effort, 'M');
    assert.deepEqual(desk.ready(), ['First', 'Parent']);
    desk.finish(first);
    assert.deepEqual(desk.ready(), ['Parent', 'A']);
    const mistake = (input: object) => problemOf(() => desk.plan({ goal: 'x', steps, ...input })).message;
    assert.match(mistake({ after: ['a'] }), /after\.0: the goal cannot wait for a, a step of its own/);
    assert.match(
      mistake({ after: ['task_nope', first], parent: '?' }),
      /there is no task "\?".*after\.0: there is no step/,
    );
    assert.match(mistake({ parent, after: [parent] }), /after: these wait for each other: .*the goal/);
    const behind = desk.run('task.create', { title: 'Behind' }).task;
    desk.run('dependency.add', { task: behind, depends_on: parent });
    assert.match(mistake({ parent, after: [behind] }), /after: these wait for each other/);
    assert.match(mistake({ parent, steps: [{ key: 'a', title: 'A', after: [behind] }] }), /wait for each other/);
  });

  it('D3 T6 a deleted task does not come back into a circle that was closed meanwhile', async () => {
    const desk = await Desk.open();
    const make = (title: string, parent?: string) => desk.run('task.create', { title, ...(parent && { parent }) }).task;
    const parent = make('Parent');
    const [deleted, other] = [make('Deleted', parent), make('Other')];
    make('Stays', parent);
    desk.run('dependency.add', { task: deleted, depends_on: other });
    desk.run('task.delete', { task: deleted });
    desk.run('dependency.add', { task: other, depends_on: parent });
    const before = desk.dump();
    const { code, message } = problemOf(() => desk.run('task.undelete', { task: deleted }));
    assert.equal(code, 'dependency_cycle');
    assert.match(message, /Deleted.*→.*Other|Other.*→.*Deleted/);
    assert.equal(desk.dump(), before);
    desk.run('dependency.remove', { task: other, depends_on: parent });
    desk.run('task.undelete', { task: deleted });
    assert.deepEqual(desk.ready(), ['Other', 'Stays']);
  });

  it('B4 an outline goes on behind any of its lines', async () => {
    const desk = await Desk.open();
    const tree = (depth: number): object[] =>
      depth === 0 ? [] : [1, 2, 3].map((n) => ({ title: `${depth}.${n}`, steps: tree(depth - 1) }));
    const { root } = desk.plan({ goal: 'Ship', steps: tree(3) });
    desk.plan({ goal: 'Next to it', steps: [{ title: 'Only' }] });
    for (const task of [root, null]) {
      const whole = desk.read('task.outline', { task, limit: 2_000 });
      for (const limit of [1, 2, 5, 13]) {
        const lines: object[] = [];
        let after: string | null | undefined;
        do {
          const page: QueryOutput<'task.outline'> = desk.read('task.outline', { task, limit, ...(after && { after }) });
          lines.push(...page.lines);
          after = page.next;
        } while (after);
        assert.deepEqual(lines, whole.lines);
      }
    }
    const elsewhere = desk.read('task.outline', { task: null, depth: 1 }).lines.at(-1)?.id ?? '';
    assert.equal(problemOf(() => desk.read('task.outline', { task: root, after: elsewhere })).code, 'not_found');
  });
});
