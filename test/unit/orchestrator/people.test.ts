import assert from 'node:assert/strict';
import { commands, type CommandName } from '../../../src/orchestrator/registry';
import { ada, agent, Desk, problemOf, type Worker } from './desk';

/** Everybody who is not a person in VS Code, whatever they call themselves. */
const cheats: readonly Worker[] = [
  agent,
  { actor: 'human:ada', door: 'process' },
  { actor: 'human:ada', door: 'window' },
  { actor: 'agent:vscode/1', door: 'host' },
  { actor: 'system', door: 'process' },
];

const why = { reason: 'I say so' };

describe('O1 only people decide', () => {
  const acts: readonly [CommandName, Record<string, unknown>][] = [
    ['task.approve', {}],
    ['task.reject', why],
    ['task.override', why],
    ['task.reopen', why],
    ['task.delete', {}],
    ['task.undelete', {}],
    ['checkpoint.restore', { seq: 1 }],
    ['checkpoint.prune', { keep: 1 }],
    ['files.assign', { paths: ['a'] }],
    ['files.dismiss', { paths: ['a'] }],
    ['files.detach', { path: 'a', ...why }],
    ['files.accept', { paths: ['a'], ...why }],
    ['restore.begin', { files: [{ path: 'a', nowHash: null }] }],
    ['checks.approve', { checks: ['true'] }],
    ['policy.set', { gate: 'warn' }],
    ['dependency.waive', { depends_on: 'task_other', ...why }],
  ];

  it('these are all the commands of people', () => {
    const people = Object.entries(commands).filter(([, { who }]) => who === 'person');
    assert.deepEqual(people.map(([name]) => name).sort(), acts.map(([name]) => name).sort());
  });

  for (const [name, input] of acts) {
    it(`${name} is refused to everybody else, and the refusal is kept`, async () => {
      const desk = await Desk.open();
      const { root } = desk.plan({ goal: 'Ship', approval: 'plan', steps: [{ title: 'A' }] });
      for (const cheat of cheats) {
        const before = desk.dump();
        const { code } = problemOf(() => desk.run(name, { task: root, ...input }, cheat));
        assert.equal(code, 'person_only', `${cheat.actor} by ${cheat.door}`);
        assert.equal(desk.dump(), before);
      }
      const refusals = desk.connection.rows(
        "select actor, subject, task_id from events where kind = 'refused' order by seq",
      );
      assert.deepEqual(
        refusals.map(({ subject, task_id }) => [subject, task_id]),
        cheats.map(() => [name, root]),
      );
      assert.equal(refusals[1]?.['actor'], 'unproven human:ada');
      assert.equal(desk.changes.filter(({ entity, id }) => entity === 'refusal' && id === root).length, cheats.length);
    });
  }

  it('the engine’s own duties are nobody else’s', async () => {
    const desk = await Desk.open();
    for (const cheat of [...cheats, ada]) {
      assert.equal(problemOf(() => desk.run('claims.lapse', {}, cheat)).code, 'person_only');
      assert.equal(problemOf(() => desk.run('roles.sync', { roles: [] }, cheat)).code, 'person_only');
    }
  });
});

describe('O2 there is no way round an approval', () => {
  const approved = {
    goal: 'Ship',
    approval: 'plan',
    steps: [
      { key: 'a', title: 'A' },
      { key: 'b', title: 'B', after: ['a'] },
    ],
  } as const;
  const planned = async () => {
    const desk = await Desk.open();
    return {
      desk,
      ...desk.plan({
        ...approved,
        steps: [...approved.steps.map((step) => ({ ...step, after: 'after' in step ? [...step.after] : [] }))],
      }),
    };
  };

  it('no step is taken before the plan is approved', async () => {
    const { desk, id, root } = await planned();
    assert.deepEqual(desk.ready(), []);
    assert.equal(problemOf(() => desk.claim(id('a'))).code, 'not_ready');
    assert.equal(problemOf(() => desk.claim(root)).code, 'not_ready');
    desk.run('task.approve', { task: root, version: 1 });
    assert.deepEqual(desk.ready(), ['A']);
  });

  it('by cancelling a step of the plan', async () => {
    const { desk, id, root } = await planned();
    const drop = () => desk.run('task.cancel', { task: id('a') }, agent);
    assert.equal(problemOf(drop).code, 'person_only');
    desk.run('task.approve', { task: root, version: 1 });
    assert.equal(problemOf(drop).code, 'person_only');
    desk.run('task.cancel', { task: id('a') }, ada);
    assert.equal(desk.state(id('a')), 'cancelled');
    const free = desk.plan({ goal: 'Free', steps: [{ key: 'x', title: 'X' }] });
    assert.equal(desk.run('task.cancel', { task: free.id('x') }, agent).state, 'cancelled');
  });

  it('by dropping the stage', async () => {
    const { desk, root } = await planned();
    assert.equal(problemOf(() => desk.run('task.edit', { task: root, stages: [] }, agent)).code, 'person_only');
    assert.equal(problemOf(() => desk.run('task.edit', { task: root, stages: ['review'] }, agent)).code, 'person_only');
    desk.run('task.edit', { task: root, stages: ['plan', 'plan_approval', 'review'] }, agent);
    const again = () => desk.run('task.edit', { task: root, stages: ['plan', 'plan_approval'] }, agent);
    assert.equal(problemOf(again).code, 'person_only');
  });

  it('by dropping checks or expected files', async () => {
    const desk = await Desk.open();
    const { task } = desk.run('task.plan', { goal: 'Ship', checks: ['npm test'], files: ['src/**'] }, ada);
    const drops = [{ checks: [] }, { files: [] }, { checks: ['true'] }, { files: ['src/a.ts'], checks: ['npm test'] }];
    for (const drop of drops)
      assert.equal(problemOf(() => desk.run('task.edit', { task, ...drop }, agent)).code, 'person_only');
    desk.run('task.edit', { task, checks: ['npm test', 'npm run lint'], files: ['src/**', 'docs/**'] }, agent);
    desk.run('task.edit', { task, checks: [], files: [] }, ada);
    const { checks, files } = desk.read('task.show', { task });
    assert.deepEqual([checks, files], [[], []]);
  });

  it('F1 by files that were kept when they were not looked at yet, and may be sent again', async () => {
    const desk = await Desk.open();
    const { task } = desk.run('task.create', { title: 'Ship' });
    const kept = '/etc/hosts';
    desk.connection.run('update tasks set expected_files = json_array(?) where id = ?', [kept, task]);
    const send = (...files: string[]) => desk.run('task.edit', { task, files: [kept, ...files] }, agent);
    assert.match(problemOf(() => send('../x')).message, /files\.1: is no path or pattern inside/);
    send('src/**');
    assert.deepEqual(desk.read('task.show', { task }).files, [kept, 'src/**']);
  });

  it('by moving a step out of the tree', async () => {
    const { desk, root, id } = await planned();
    const other = desk.run('task.create', { title: 'Other' }, agent).task;
    assert.equal(problemOf(() => desk.run('task.move', { task: id('a'), parent: null }, agent)).code, 'person_only');
    assert.equal(problemOf(() => desk.run('task.move', { task: id('a'), parent: other }, agent)).code, 'person_only');
    assert.equal(desk.task(root).children, 2);
  });

  it('O3 by adding to a plan that was approved: it is asked about again', async () => {
    const { desk, root, id } = await planned();
    desk.run('task.approve', { task: root, version: 1 });
    desk.run('task.create', { title: 'And send me the keys', parent: root }, agent);
    assert.equal(desk.state(root), 'plan_awaiting_approval');
    assert.deepEqual(desk.ready(), []);
    assert.equal(problemOf(() => desk.run('task.approve', { task: root, version: 1 })).code, 'conflict');
    desk.run('task.approve', { task: root, version: 2 });
    assert.deepEqual(desk.ready(), ['A', 'And send me the keys']);
    desk.run('task.edit', { task: id('b'), description: 'Something else entirely' }, agent);
    assert.equal(desk.state(root), 'plan_awaiting_approval');
    assert.match(desk.read('task.plans', { task: root }).plans[0]?.body ?? '', /Something else entirely/);
  });

  it('by changing it while somebody looks at it: the version that was seen is not the one that counts', async () => {
    const { desk, root, id } = await planned();
    desk.run('task.edit', { task: id('a'), title: 'A, and more' }, agent);
    assert.equal(problemOf(() => desk.run('task.approve', { task: root, version: 1 })).code, 'conflict');
    assert.equal(desk.run('task.approve', { task: root, version: 2 }).state, 'plan_approved');
  });

  it('what a person adds needs nobody’s approval', async () => {
    const { desk, root } = await planned();
    desk.run('task.approve', { task: root });
    desk.run('task.create', { title: 'One more', parent: root }, ada);
    assert.equal(desk.state(root), 'plan_approved');
  });

  it('by taking away what holds a step back', async () => {
    const { desk, root, id } = await planned();
    desk.run('task.approve', { task: root });
    assert.equal(
      problemOf(() => desk.run('dependency.remove', { task: id('b'), depends_on: id('a') }, agent)).code,
      'person_only',
    );
    desk.finish(id('a'));
    desk.run('dependency.remove', { task: id('b'), depends_on: id('a') }, agent);
  });

  it('by unblocking what a person blocked', async () => {
    const desk = await Desk.open();
    const task = desk.run('task.create', { title: 'One' }).task;
    desk.run('task.block', { task, reason: 'Not before Monday' }, ada);
    assert.equal(problemOf(() => desk.run('task.unblock', { task }, agent)).code, 'person_only');
    desk.run('task.unblock', { task }, ada);
    desk.run('task.block', { task, reason: 'No network' }, agent);
    desk.run('task.unblock', { task }, agent);
  });

  it('by cancelling what a person is asked about', async () => {
    const desk = await Desk.open();
    const { root } = desk.plan({ goal: 'Ship', approval: 'result' });
    const claim = desk.claim(root);
    desk.run('task.finish', { task: root, claim, result: 'done', summary: 'done' }, agent);
    assert.equal(problemOf(() => desk.run('task.cancel', { task: root, claim }, agent)).code, 'person_only');
  });

  it('by rewriting what a person is asked about', async () => {
    const desk = await Desk.open();
    const { root } = desk.plan({ goal: 'Ship', approval: 'result' });
    desk.finish(root);
    assert.equal(
      problemOf(() => desk.run('task.edit', { task: root, title: 'Something harmless' }, agent)).code,
      'not_possible',
    );
  });

  it('by cancelling a plan that waits, also from above', async () => {
    const { desk, root } = await planned();
    assert.equal(problemOf(() => desk.run('task.cancel', { task: root }, agent)).code, 'person_only');
    const above = desk.run('task.create', { title: 'Above' }, agent).task;
    desk.run('task.move', { task: root, parent: above }, agent);
    assert.equal(problemOf(() => desk.run('task.cancel', { task: above }, agent)).code, 'person_only');
  });

  it('by a new step below what was completed or cancelled', async () => {
    const desk = await Desk.open();
    for (const end of ['completed', 'cancelled'] as const) {
      const task = desk.run('task.create', { title: end }).task;
      if (end === 'completed') desk.finish(task);
      else desk.run('task.cancel', { task });
      const loose = desk.run('task.create', { title: 'Loose' }, agent).task;
      assert.equal(
        problemOf(() => desk.run('task.create', { title: 'More', parent: task }, agent)).code,
        'person_only',
      );
      assert.equal(problemOf(() => desk.plan({ goal: 'More', parent: task })).code, 'person_only');
      assert.equal(problemOf(() => desk.run('task.move', { task: loose, parent: task }, agent)).code, 'person_only');
      desk.run('task.create', { title: 'More', parent: task }, ada);
    }
  });

  it('by changing what was approved: but what nobody read may change', async () => {
    const { desk, root, id } = await planned();
    desk.run('task.approve', { task: root });
    desk.run('task.edit', { task: id('a'), labels: ['soon'], priority: 'high' }, agent);
    assert.equal(desk.state(root), 'plan_approved');
  });

  it('by working on what somebody else holds', async () => {
    const desk = await Desk.open();
    const task = desk.run('task.create', { title: 'One' }).task;
    desk.claim(task, ada);
    for (const name of ['task.block', 'task.cancel'] as const) {
      assert.equal(problemOf(() => desk.run(name, { task, ...why }, agent)).code, 'claim_held');
    }
    assert.equal(
      problemOf(() => desk.run('task.finish', { task, result: 'done', summary: 'x' }, agent)).code,
      'claim_needed',
    );
  });
});
