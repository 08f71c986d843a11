import assert from 'node:assert/strict';
import { tokensOf } from '../../../src/domain/brief/compose';
import { SET_ASIDE } from '../../../src/domain/workflow/checkpoints';
import { ada, agent, Desk, problemOf, rival } from './desk';

describe('B briefs', () => {
  const scene = async () => {
    const desk = await Desk.open();
    const { root, id } = desk.plan({
      goal: 'Ship the parser',
      context: 'Version 2 of the format is due.',
      steps: [
        { key: 'grammar', title: 'Write the grammar', role: 'architect' },
        {
          key: 'parser',
          title: 'Write the parser',
          description: 'By recursive descent.',
          role: 'implementer',
          files: ['src/parser/**'],
          checks: ['npm test'],
          after: [{ task: 'grammar', kind: 'data' }],
        },
      ],
    });
    const claim = desk.claim(id('grammar'));
    desk.run(
      'task.finish',
      {
        task: id('grammar'),
        claim,
        result: 'done',
        summary: 'LL(1), 40 rules',
        detail: 'See grammar.md',
        artifacts: ['grammar.md'],
      },
      agent,
    );
    return { desk, root, parser: id('parser') };
  };

  it('B2 tell a worker what the task is for, what it builds on, what to hand in', async () => {
    const { desk, parser } = await scene();
    const { text, data } = await desk.look('brief.claim', { task: parser });
    for (const said of [
      'Ship the parser',
      'Version 2',
      'recursive descent',
      'LL(1), 40 rules',
      'grammar.md',
      'src/parser/**',
      'npm test',
    ]) {
      assert.ok(text.includes(said), `${said} is missing:\n${text}`);
    }
    assert.equal((data['inputs'] as { summary: string }[])[0]?.summary, 'LL(1), 40 rules');
  });

  it('B3 tell the next worker how far it is, why it stopped, and what to do', async () => {
    const { desk, parser } = await scene();
    const claim = desk.claim(parser);
    await desk.act(
      'task.progress',
      {
        task: parser,
        claim,
        note: 'Half of the rules are in',
        checkpoint: { name: 'half', data: { rules: 20 } },
        files: [{ op: 'create', path: 'src/parser/main.ts' }],
      },
      agent,
    );
    desk.pass(20 * 60_000);
    desk.lapse();
    const { text } = await desk.look('brief.resume', { task: parser });
    for (const said of [
      'Half of the rules',
      'half',
      '"rules":20',
      'src/parser/main.ts',
      'agent:claude/1',
      'expired',
      'Do the work',
    ]) {
      assert.ok(text.includes(said), `${said} is missing:\n${text}`);
    }
  });

  it('B1 keep to the number of tokens that was asked for, and keep what matters most', async () => {
    const { desk, parser } = await scene();
    desk.run('task.edit', { task: parser, description: 'long '.repeat(5_000) }, agent);
    const claim = desk.claim(parser);
    for (let n = 0; n < 20; n++)
      desk.run('task.progress', { task: parser, claim, note: `note ${n} ${'über '.repeat(300)}` }, agent);
    for (const budget of [150, 600, 2_000]) {
      const { text, tokens } = await desk.look('brief.resume', { task: parser, budget });
      assert.ok(tokens <= budget && tokens === tokensOf(text), `${tokens} of ${budget}`);
      assert.match(text, /Next step/);
    }
  });

  it('B4 sum up what a tree has brought about, how it stands, and what to hand over', async () => {
    const { desk, root, parser } = await scene();
    desk.run('task.block', { task: parser, reason: 'The compiler is broken' }, agent);
    assert.match(desk.read('brief.synthesis', { task: root }).text, /LL\(1\), 40 rules[^]*Write the parser/);
    const status = desk.read('brief.status', {});
    assert.match(status.text, /1 completed/);
    assert.match(status.text, /The compiler is broken/);
    assert.match(desk.read('brief.handover', { task: root }).text, /^# Handover: Ship the parser/);
  });
});

describe('H history', () => {
  it('H1 tells what changed since a point, and where it ends now', async () => {
    const desk = await Desk.open();
    const { cursor } = desk.read('changes', {});
    const task = desk.run('task.create', { title: 'One' }).task;
    desk.run('task.note', { task, text: 'Look here' }, agent);
    const first = desk.read('changes', { since: cursor, limit: 1 });
    assert.deepEqual([first.rows.map(({ kind }) => kind), first.more], [['task.created'], true]);
    const second = desk.read('changes', { since: first.cursor });
    assert.deepEqual(
      [second.rows.map(({ kind, actor }) => [kind, actor]), second.more],
      [[['task.note', 'agent:claude/1']], false],
    );
    assert.deepEqual(desk.read('changes', { since: second.cursor }).rows, []);
  });

  it('H2 says who did what, from what to what', async () => {
    const desk = await Desk.open();
    const task = desk.run('task.create', { title: 'One' }).task;
    desk.run('task.edit', { task, title: 'Uno', priority: 'high' });
    const [edited] = desk.read('task.events', { task }).rows;
    assert.deepEqual(
      [edited?.kind, edited?.actor, edited?.before, edited?.after],
      ['task.edited', ada.actor, { title: 'One', priority: 'normal' }, { title: 'Uno', priority: 'high' }],
    );
  });
});

describe('W9 checkpoints', () => {
  it('can be named, compared, restored by a person, and pruned', async () => {
    const desk = await Desk.open();
    const task = desk.run('task.create', { title: 'One' }).task;
    const claim = desk.claim(task);
    const { seq } = desk.run('checkpoint.save', { task, claim, name: 'half', data: { tests: 3 } }, agent);
    desk.run('task.finish', { task, claim, result: 'done', summary: 'done' }, agent);
    const { differences } = desk.read('checkpoint.compare', { task, from: seq });
    assert.deepEqual(
      differences.find(({ field }) => field === 'state'),
      { field: 'state', before: 'implementing', after: 'completed' },
    );
    assert.equal(desk.run('checkpoint.restore', { task, seq }).state, 'implementing');
    assert.equal(desk.task(task).offer, 'ready');
    assert.equal(desk.read('task.results', { task }).rows.length, 1);
    assert.ok(desk.run('checkpoint.prune', { task, keep: 2 }).removed > 0);
    assert.equal(desk.read('checkpoint.list', { task }).rows.length, 2);
  });

  it('of one state each say what was done by then, and all but the last can be gone back to', async () => {
    const desk = await Desk.open();
    const task = desk.run('task.create', { title: 'One' }).task;
    const claim = desk.claim(task);
    const { seq: half } = desk.run('checkpoint.save', { task, claim, name: 'half', data: { done: 1 } }, agent);
    const { seq: nearly } = desk.run('checkpoint.save', { task, claim, name: 'nearly', data: { done: 2 } }, agent);
    desk.run('task.release', { task, claim }, agent);
    assert.match(
      problemOf(() => desk.read('checkpoint.canRestore', { task, seq: nearly })).message,
      /stands there already/,
    );
    assert.equal(desk.read('checkpoint.canRestore', { task, seq: half }).name, 'half');
    assert.equal(desk.run('checkpoint.restore', { task, seq: half }).state, 'implementing');
    const [last] = desk.read('checkpoint.list', { task, limit: 1 }).rows;
    assert.deepEqual([last?.name, (last?.data as { data: unknown }).data], ['restored', { done: 1 }]);
    assert.match(problemOf(() => desk.read('checkpoint.canRestore', { task, seq: 99 })).message, /no checkpoint 99/);
  });

  it('that keep what is about to be replaced are no place where work stood', async () => {
    const desk = await Desk.open();
    const task = desk.run('task.create', { title: 'One' }).task;
    const claim = desk.claim(task);
    const { seq } = desk.run('checkpoint.save', { task, claim, name: 'half', data: { left: 'tests' } }, agent);
    desk.run('checkpoint.save', { task, name: SET_ASIDE });
    desk.pass(20 * 60_000);
    desk.lapse();
    const stopped = desk.task(task);
    assert.deepEqual([stopped.offer, stopped.stoppedAt], ['interrupted', 'half']);
    assert.ok((stopped.interruptedAt ?? Infinity) <= desk.now);
    const { text } = await desk.look('brief.resume', { task });
    assert.match(text, new RegExp(`Last checkpoint: half \\(${seq}\\) .*tests`));
    assert.match(text, /human:ada put files back after that; what was there is in checkpoint \d/);
  });

  it('are told of alike, by their number, whichever command named them', async () => {
    const desk = await Desk.open();
    const task = desk.run('task.create', { title: 'One' }).task;
    const claim = desk.claim(task);
    const { seq } = desk.run('checkpoint.save', { task, claim, name: 'half' }, agent);
    await desk.act('task.progress', { task, claim, checkpoint: { name: 'nearly' } }, agent);
    const told = desk.read('task.events', { task }).rows.filter(({ kind }) => kind === 'checkpoint.saved');
    const [last] = desk.read('checkpoint.list', { task }).rows;
    assert.deepEqual(
      told.map(({ after }) => after),
      [
        { name: 'nearly', seq: last?.seq },
        { name: 'half', seq },
      ],
    );
  });

  it('hold data of a size that a store can bear', async () => {
    const desk = await Desk.open();
    const task = desk.run('task.create', { title: 'One' }).task;
    const { code } = problemOf(() =>
      desk.run('checkpoint.save', { task, name: 'big', data: { text: 'x'.repeat(70_000) } }),
    );
    assert.equal(code, 'invalid_input');
  });
});

describe('T6 what was deleted', () => {
  it('comes back whole, where it was', async () => {
    const desk = await Desk.open();
    const { root, id } = desk.plan({
      goal: 'Ship',
      steps: [
        { key: 'a', title: 'A', steps: [{ key: 'b', title: 'B' }] },
        { key: 'c', title: 'C', after: ['a'] },
      ],
    });
    const before = desk.connection.rows(
      'select id, state, status, held, unmet, children, leaves, chain, reach from tasks order by n',
    );
    assert.equal(desk.run('task.delete', { task: id('a') }).deleted, 2);
    assert.equal(desk.read('task.get', { id: id('b') }), null);
    assert.deepEqual(
      desk
        .read('task.deleted', {})
        .rows.map(({ title }) => title)
        .sort(),
      ['A', 'B'],
    );
    assert.deepEqual(
      desk.read('task.deleted', { tops: true }).rows.map(({ title }) => title),
      ['A'],
    );
    assert.equal(problemOf(() => desk.run('task.undelete', { task: id('b') })).code, 'not_possible');
    desk.run('task.undelete', { task: id('a') });
    assert.deepEqual(
      desk.connection.rows(
        'select id, state, status, held, unmet, children, leaves, chain, reach from tasks order by n',
      ),
      before,
    );
    assert.equal(desk.task(root).leaves, 2);
  });
});

describe('F1 files that a worker names', () => {
  const hostile = [
    '../outside',
    'a/../../outside',
    '/etc/passwd',
    'C:\\Windows\\system.ini',
    '\\\\server\\share',
    '~/secrets',
    'file:///etc/passwd',
    ...(process.platform === 'win32' ? ['nul', 'a/COM1.txt', 'ends.'] : []),
    'a\u0000b',
    '.git/config',
    '.GIT/config',
    '.task_orchestrator/state.db',
    '',
    '.',
    'x'.repeat(1_100),
  ];
  for (const path of hostile) {
    it(`refuses ${JSON.stringify(path.slice(0, 40))} and keeps nothing`, async () => {
      const desk = await Desk.open();
      const task = desk.run('task.create', { title: 'One' }).task;
      const claim = desk.claim(task);
      const before = desk.dump();
      assert.equal(
        problemOf(() => desk.run('task.progress', { task, claim, files: [{ op: 'create', path }] }, agent)).code,
        'invalid_input',
      );
      assert.equal(desk.dump(), before);
      desk.close();
    });
  }

  it('keeps them without detours, with where they came from', async () => {
    const desk = await Desk.open();
    const task = desk.run('task.create', { title: 'One' }).task;
    const claim = desk.claim(task);
    await desk.act(
      'task.progress',
      { task, claim, files: [{ op: 'rename', path: './src//b.ts', from: './src//a.ts' }] },
      agent,
    );
    assert.deepEqual(
      desk.read('task.files', { task }).rows.map(({ op, path, from, noticed }) => [op, path, from, noticed]),
      [['rename', 'src/b.ts', 'src/a.ts', 'claimed']],
    );
  });
});

describe('C2 a write on a task', () => {
  it('needs a claim that holds, on that very task', async () => {
    const desk = await Desk.open();
    const one = desk.run('task.create', { title: 'One' }).task;
    const two = desk.run('task.create', { title: 'Two' }).task;
    const claim = desk.claim(one);
    const progress =
      (task: string, token: string | undefined, by = agent) =>
      () =>
        desk.run('task.progress', { task, note: 'x', ...(token !== undefined && { claim: token }) }, by);
    assert.equal(problemOf(progress(two, claim)).code, 'claim_lost');
    assert.equal(problemOf(progress(one, 'claim_guess')).code, 'claim_lost');
    assert.equal(problemOf(progress(one, undefined, rival)).code, 'claim_needed');
    assert.equal(problemOf(progress(one, undefined, ada)).code, 'claim_held');
    desk.run('task.release', { task: one }, ada);
    assert.match(problemOf(progress(one, claim)).message, /released/);
    progress(one, undefined, ada)();
  });

  it('needs no token of a person who holds it, in whichever window, and keeps their claim alive', async () => {
    const desk = await Desk.open();
    const one = desk.run('task.create', { title: 'One' }).task;
    const token = desk.claim(one, ada);
    desk.pass(10 * 60_000);
    desk.run('task.progress', { task: one, note: 'From another window' }, ada);
    desk.pass(10 * 60_000);
    assert.equal(desk.lapse(), 0);
    const bob = { actor: 'human:bob', door: 'host' } as const;
    assert.equal(problemOf(() => desk.run('task.progress', { task: one, note: 'x' }, bob)).code, 'claim_held');
    const impostor = { actor: ada.actor, door: 'process' } as const;
    assert.equal(problemOf(() => desk.run('task.progress', { task: one, note: 'x' }, impostor)).code, 'person_only');
    const done = { task: one, result: 'done', summary: 'Done' } as const;
    assert.equal(desk.run('task.finish', done, ada).state, 'completed');
    // Sent again by the window that has the token, it is the same answer.
    assert.equal(desk.run('task.finish', { ...done, claim: token }, ada).state, 'completed');
  });
});

describe('C6 every state that a crash leaves', () => {
  const stages = ['plan', 'plan_approval', 'implementation_approval', 'review', 'verification'] as const;
  const reach: Record<string, (desk: Desk, task: string) => void> = {
    planning: (desk, task) => void desk.claim(task),
    plan_awaiting_approval: (desk, task) => {
      desk.run('task.progress', { task, claim: desk.claim(task), plan: 'p' }, agent);
    },
    plan_approved: (desk, task) => {
      reach['plan_awaiting_approval']?.(desk, task);
      desk.run('task.approve', { task });
    },
    implementing: (desk, task) => {
      reach['plan_awaiting_approval']?.(desk, task);
      desk.run('task.approve', { task });
      desk.pass(60 * 60_000);
      desk.lapse();
      desk.claim(task);
    },
    implementation_awaiting_approval: (desk, task) => {
      reach['plan_approved']?.(desk, task);
      desk.run('task.release', { task });
      desk.finish(task);
    },
    reviewing: (desk, task) => {
      reach['implementation_awaiting_approval']?.(desk, task);
      desk.run('task.approve', { task });
      desk.claim(task);
    },
    verifying: (desk, task) => {
      reach['implementation_awaiting_approval']?.(desk, task);
      desk.run('task.approve', { task });
      desk.finish(task);
      desk.claim(task);
    },
  };
  for (const [state, bring] of Object.entries(reach)) {
    it(`goes on in ${state}: the same task, in that state, with the next step`, async () => {
      const desk = await Desk.open();
      const task = desk.run('task.create', { title: 'One' }).task;
      desk.run('task.edit', { task, stages: [...stages] });
      bring(desk, task);
      assert.equal(desk.state(task), state);
      desk.pass(60 * 60_000);
      desk.lapse();
      assert.equal(desk.state(task), state);
      const waits = desk.status(task) === 'waiting';
      assert.equal(desk.task(task).offer, waits ? null : 'interrupted');
      assert.match((await desk.look('brief.resume', { task })).text, /Next step/);
      if (waits) desk.run('task.approve', { task });
      else assert.equal(desk.next({ interrupted: true }, rival)?.task, task);
      desk.close();
    });
  }
});
