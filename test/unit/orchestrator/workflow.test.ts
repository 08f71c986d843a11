import assert from 'node:assert/strict';
import { ada, agent, Desk, problemOf, rival } from './desk';

const MINUTE = 60_000;

describe('W the way of a task', () => {
  it('W2 goes through all of its stages, in their order', async () => {
    const desk = await Desk.open();
    const { root } = desk.plan({ goal: 'Ship it', approval: 'both' });
    desk.run(
      'task.edit',
      { task: root, stages: ['plan', 'plan_approval', 'implementation_approval', 'review', 'verification'] },
      ada,
    );
    const claim = desk.claim(root);
    assert.equal(desk.state(root), 'planning');
    assert.equal(
      desk.run('task.progress', { task: root, claim, plan: '1. Do it' }, agent).state,
      'plan_awaiting_approval',
    );
    assert.equal(desk.status(root), 'waiting');
    assert.equal(desk.run('task.approve', { task: root, version: 1 }).state, 'plan_approved');
    assert.equal(desk.run('task.progress', { task: root, claim, note: 'on it' }, agent).state, 'implementing');
    assert.equal(
      desk.run('task.finish', { task: root, claim, result: 'done', summary: 'did it' }, agent).state,
      'implementation_awaiting_approval',
    );
    assert.equal(desk.run('task.approve', { task: root }).state, 'reviewing');
    assert.equal(desk.finish(root), 'verifying');
    assert.equal(desk.finish(root), 'completed');
    assert.deepEqual(
      desk
        .read('checkpoint.list', { task: root })
        .rows.map(({ name }) => name)
        .reverse(),
      [
        'workflow_start',
        'after_planning',
        'plan_approved',
        'start_implementation',
        'after_implementation',
        'implementation_approved',
        'after_review',
        'after_verification',
      ],
    );
  });

  it('W3 comes back with the reason when it is rejected', async () => {
    const desk = await Desk.open();
    const { root } = desk.plan({ goal: 'Ship it', approval: 'both' });
    const claim = desk.claim(root);
    desk.run('task.progress', { task: root, claim, plan: 'Rewrite everything' }, agent);
    desk.run('task.reject', { task: root, reason: 'Too much at once' });
    assert.equal(desk.state(root), 'planning');
    assert.equal(desk.task(root).retryCount, 1);
    assert.match((await desk.look('brief.resume', { task: root })).text, /Too much at once/);
    desk.run('task.progress', { task: root, claim, plan: 'Mend the one thing' }, agent);
    assert.equal(problemOf(() => desk.run('task.approve', { task: root, version: 1 })).code, 'conflict');
    desk.run('task.approve', { task: root, version: 2 });
    desk.run('task.finish', { task: root, claim, result: 'done', summary: 'mended' }, agent);
    desk.run('task.reject', { task: root, reason: 'Tests are missing' });
    assert.equal(desk.state(root), 'implementing');
    assert.equal(
      desk.run('task.finish', { task: root, claim, result: 'done', summary: 'with tests' }, agent).state,
      'implementation_awaiting_approval',
    );
    assert.equal(desk.run('task.approve', { task: root }).state, 'completed');
    assert.deepEqual(
      desk.read('task.results', { task: root }).rows.map(({ version, summary }) => [version, summary]),
      [
        [2, 'with tests'],
        [1, 'mended'],
      ],
    );
  });

  it('W4 is refused what does not exist, with what does', async () => {
    const desk = await Desk.open();
    const task = desk.run('task.create', { title: 'One' }).task;
    const { code, remedy } = problemOf(() => desk.run('task.approve', { task }));
    assert.equal(code, 'not_possible');
    assert.match(remedy, /claim it/);
  });

  it('W5 keeps blocked, failed and in need of revision what they are', async () => {
    const desk = await Desk.open();
    const task = desk.run('task.create', { title: 'One' }).task;
    assert.equal(desk.finish(task, 'blocked'), 'blocked');
    assert.equal(desk.run('task.unblock', { task }).state, 'implementing');
    assert.equal(desk.finish(task, 'needs_revision'), 'implementing');
    assert.equal(desk.finish(task, 'failed'), 'failed');
    assert.equal(desk.run('task.retry', { task }).state, 'implementing');
    assert.equal(desk.finish(task), 'completed');
    assert.equal(desk.task(task).retryCount, 2);
  });

  it('W6 completes a parent with its children, and opens it with them', async () => {
    const desk = await Desk.open();
    const { root, id } = desk.plan({
      goal: 'Ship',
      steps: [
        { key: 'a', title: 'A' },
        { key: 'b', title: 'B' },
      ],
    });
    desk.finish(id('a'));
    assert.equal(desk.status(root), 'in_progress');
    assert.deepEqual([desk.task(root).leavesDone, desk.task(root).leaves], [1, 2]);
    desk.finish(id('b'));
    assert.equal(desk.state(root), 'completed');
    desk.run('task.reopen', { task: id('b'), reason: 'It does not work' });
    assert.equal(desk.state(root), 'implementing');
    desk.finish(id('b'), 'failed');
    assert.equal(desk.state(root), 'failed');
    desk.run('task.retry', { task: root });
    assert.equal(desk.state(id('b')), 'implementing');
    desk.finish(id('b'));
    assert.equal(desk.state(root), 'completed');
  });

  it('W7 counts cancelled steps neither as done nor as to be done', async () => {
    const desk = await Desk.open();
    const { root, id } = desk.plan({
      goal: 'Ship',
      steps: [
        { key: 'a', title: 'A' },
        { key: 'b', title: 'B' },
        { key: 'c', title: 'C', steps: [{ key: 'd', title: 'D' }] },
      ],
    });
    const progress = (task: string) => [desk.task(task).leavesDone, desk.task(task).leaves];
    desk.finish(id('a'));
    desk.run('task.cancel', { task: id('c') });
    assert.deepEqual(progress(root), [1, 2]);
    assert.deepEqual(progress(id('c')), [0, 0]);
    desk.run('task.reopen', { task: id('d'), reason: 'It is needed' });
    assert.deepEqual(progress(root), [1, 3]);
    desk.run('task.cancel', { task: id('d') });
    desk.finish(id('b'));
    assert.deepEqual([desk.state(root), ...progress(root)], ['completed', 2, 2]);
  });

  it('W6 lets a parent with a stage of its own wait for it', async () => {
    const desk = await Desk.open();
    const { root, id } = desk.plan({ goal: 'Ship', approval: 'result', steps: [{ key: 'a', title: 'A' }] });
    desk.finish(id('a'));
    assert.equal(desk.state(root), 'implementation_awaiting_approval');
    const first = desk.read('task.show', { task: root }).result ?? assert.fail('nothing to decide on');
    assert.match(`${first.summary} ${first.detail}`, /^1 of 1 .*\*\*A\*\*/s);
    desk.run('task.reject', { task: root, reason: 'One step is missing', version: first.version });
    // Whoever takes the parent now adds what is missing, or mends it.
    const { claim } = desk.next({ under: root }) ?? assert.fail('nothing to take');
    const step = desk.run('task.create', { title: 'The missing step', parent: root }, agent).task;
    assert.equal(
      problemOf(() => desk.run('task.finish', { task: root, claim, result: 'done', summary: 'x' }, agent)).code,
      'not_possible',
    );
    desk.finish(step);
    assert.equal(desk.state(root), 'implementation_awaiting_approval');
    const second = desk.read('task.show', { task: root }).result ?? assert.fail('nothing to decide on');
    assert.equal(second.version, first.version + 1);
    assert.match(second.detail, /The missing step/);
    await assert.rejects(desk.act('task.approve', { task: root, version: first.version }), { code: 'conflict' });
    await desk.act('task.approve', { task: root, version: second.version });
    assert.equal(desk.state(root), 'completed');
  });

  it('W7 cancels what has not finished and keeps what has', async () => {
    const desk = await Desk.open();
    const { root, id } = desk.plan({
      goal: 'Ship',
      steps: [
        { key: 'a', title: 'A' },
        { key: 'b', title: 'B', steps: [{ key: 'c', title: 'C' }] },
      ],
    });
    desk.finish(id('a'));
    desk.run('task.cancel', { task: root, reason: 'Not needed any more' });
    assert.deepEqual(
      ['a', 'b', 'c'].map((key) => desk.state(id(key))),
      ['completed', 'cancelled', 'cancelled'],
    );
    assert.equal(desk.state(root), 'cancelled');
    desk.run('task.reopen', { task: id('c'), reason: 'Needed after all' });
    assert.equal(desk.state(id('c')), 'pending');
    assert.equal(desk.status(root), 'in_progress');
  });
});

describe('D dependencies', () => {
  it('D1 hold a step back until what it waits for is done, also across parents', async () => {
    const desk = await Desk.open();
    const { id } = desk.plan({
      goal: 'Ship',
      steps: [
        {
          key: 'design',
          title: 'Design',
          steps: [
            { key: 'draw', title: 'Draw' },
            { key: 'check', title: 'Check', after: ['draw'] },
          ],
        },
        { key: 'build', title: 'Build', after: ['design'], steps: [{ key: 'code', title: 'Code' }] },
      ],
    });
    assert.deepEqual(desk.ready(), ['Draw']);
    const { code, message } = problemOf(() => desk.claim(id('code')));
    assert.equal(code, 'not_ready');
    assert.match(message, /waits for the completion of .*Design/);
    desk.finish(id('draw'));
    desk.finish(id('check'));
    assert.deepEqual(desk.ready(), ['Code']);
    desk.finish(id('code'));
    assert.deepEqual(desk.ready(), []);
  });

  it('D2 know what a failure means', async () => {
    const desk = await Desk.open();
    const { root, id } = desk.plan({
      goal: 'Ship',
      steps: [
        { key: 'a', title: 'A' },
        { key: 'waits', title: 'Waits', after: ['a'] },
        { key: 'skips', title: 'Skips', after: [{ task: 'a', policy: 'skip' }] },
        { key: 'goes', title: 'Goes', after: [{ task: 'a', policy: 'continue' }] },
        { key: 'related', title: 'Related', after: [{ task: 'a', kind: 'related' }] },
      ],
    });
    assert.deepEqual(desk.ready(), ['A', 'Related']);
    desk.finish(id('a'), 'failed');
    assert.equal(desk.state(id('skips')), 'cancelled');
    assert.deepEqual(desk.ready(), ['Goes', 'Related']);
    desk.run('dependency.waive', { task: id('waits'), depends_on: id('a'), reason: 'It can do without' });
    assert.deepEqual(desk.ready({ under: root }).sort(), ['Goes', 'Related', 'Waits']);
  });

  it('D3 refuse cycles with their names, through parents too', async () => {
    const desk = await Desk.open();
    const { root, id } = desk.plan({
      goal: 'Ship',
      steps: [
        { key: 'a', title: 'A', steps: [{ key: 'a1', title: 'A1' }] },
        { key: 'b', title: 'B', after: ['a'] },
      ],
    });
    const { code, message } = problemOf(() => desk.run('dependency.add', { task: id('a1'), depends_on: id('b') }));
    assert.equal(code, 'dependency_cycle');
    for (const title of ['A1', 'B']) assert.match(message, new RegExp(`\\(${title}\\)`));
    assert.equal(
      problemOf(() => desk.run('dependency.add', { task: id('a1'), depends_on: root })).code,
      'dependency_cycle',
    );
    assert.equal(problemOf(() => desk.run('task.move', { task: id('b'), parent: id('a1') })).code, 'dependency_cycle');
  });
});

describe('C claims', () => {
  it('C1 have one winner, and tell the others who holds the task', async () => {
    const desk = await Desk.open();
    const task = desk.run('task.create', { title: 'One' }).task;
    desk.claim(task);
    desk.pass(3 * MINUTE);
    const { code, message } = problemOf(() => desk.claim(task, rival));
    assert.equal(code, 'claim_held');
    assert.match(message, /agent:claude\/1 has held .* 3 minutes.*12 minutes/);
    assert.equal(desk.next({}, rival), undefined);
  });

  it('C3 C4 run out without a sign of life, and are fenced off once somebody else took over', async () => {
    const desk = await Desk.open();
    const task = desk.run('task.create', { title: 'One' }).task;
    const first = desk.claim(task);
    desk.pass(14 * MINUTE);
    desk.run('task.progress', { task, claim: first }, agent);
    desk.pass(14 * MINUTE);
    assert.equal(desk.lapse(), 0);
    desk.pass(2 * MINUTE);
    assert.equal(desk.lapse(), 1);
    assert.equal(desk.task(task).offer, 'interrupted');
    assert.equal(desk.next({}, rival), undefined);
    // Nobody has taken it yet: whoever worked on it may go on.
    desk.run('task.progress', { task, claim: first }, agent);
    assert.equal(desk.task(task).offer, null);
    desk.pass(16 * MINUTE);
    const second = desk.next({ interrupted: false }, rival);
    assert.equal(second, undefined);
    desk.lapse();
    const taken = desk.next({ interrupted: true }, rival) ?? assert.fail('nothing to take over');
    assert.equal(taken.task, task);
    assert.equal(problemOf(() => desk.run('task.progress', { task, claim: first }, agent)).code, 'claim_lost');
    assert.equal(
      desk.run('task.finish', { task, claim: taken.claim, result: 'done', summary: 'done' }, rival).state,
      'completed',
    );
  });

  it('C4 let a worker go on that waited for a person longer than its claim held', async () => {
    const desk = await Desk.open();
    const { root } = desk.plan({ goal: 'Ship', approval: 'both' });
    const claim = desk.claim(root);
    desk.run('task.progress', { task: root, claim, plan: 'p' }, agent);
    desk.pass(60 * MINUTE);
    desk.lapse();
    desk.run('task.approve', { task: root });
    assert.equal(desk.run('task.progress', { task: root, claim }, agent).state, 'implementing');
    desk.run('task.finish', { task: root, claim, result: 'done', summary: 'done' }, agent);
    desk.pass(60 * MINUTE);
    desk.lapse();
    desk.run('task.approve', { task: root });
    assert.equal(problemOf(() => desk.run('task.progress', { task: root, claim }, agent)).code, 'claim_lost');
  });

  it('C5 answer the same when finishing twice', async () => {
    const desk = await Desk.open();
    const task = desk.run('task.create', { title: 'One' }).task;
    const claim = desk.claim(task);
    const finish = () => desk.run('task.finish', { task, claim, result: 'done', summary: 'done' }, agent);
    const first = finish();
    const before = desk.dump();
    assert.deepEqual(finish(), first);
    assert.equal(desk.dump(), before);
  });
});
