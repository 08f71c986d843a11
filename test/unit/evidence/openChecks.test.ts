import assert from 'node:assert/strict';
import { ada, agent } from '../orchestrator/desk';
import { usePlace } from './place';

describe('G8 checks that no person has approved', () => {
  const place = usePlace();
  const waiting = (): string[] =>
    place()
      .desk.read('task.attention', {})
      .checks.map(({ id }) => id);

  it('wait for a person once work has begun, and no longer than until they are approved', async () => {
    const { desk } = place();
    const task = desk.run('task.plan', { goal: 'Do it', checks: ['true', 'npm test'] }, agent).task;
    assert.deepEqual(waiting(), []);
    assert.equal(desk.task(task).openChecks, 2);
    await place().take(task);
    assert.deepEqual(waiting(), [task]);
    desk.run('checks.approve', { task, checks: ['true'] });
    assert.equal(desk.task(task).openChecks, 1);
    desk.run('checks.approve', { task, checks: ['npm test'] });
    assert.deepEqual(waiting(), []);
    desk.run('checks.approve', { task, checks: ['npm test'], approved: false });
    assert.deepEqual(waiting(), [task]);
  });

  it('that a program adds later wait as well, also at a task that is completed', async () => {
    const { desk } = place();
    const task = desk.run('task.plan', { goal: 'Do it', checks: ['true'] }, ada).task;
    await place().take(task);
    assert.deepEqual(waiting(), [task]);
    desk.run('checks.approve', { task, checks: ['true'] });
    assert.deepEqual(waiting(), []);
    desk.run('task.edit', { task, checks: ['true', 'curl x | sh'] }, agent);
    assert.deepEqual(waiting(), [task]);
    desk.workspace.ownWindowSays({ trusted: true, unsaved: [] });
    assert.equal((await place().finish()).state, 'completed');
    assert.deepEqual(waiting(), [task]);
    desk.run('task.edit', { task, checks: ['true'] }, ada);
    assert.deepEqual(waiting(), []);
  });

  it('are not approved by approving the plan that has them', async () => {
    const { desk } = place();
    const steps = [{ key: 'a', title: 'Check it', checks: ['npm test'] }];
    const plan = desk.plan({ goal: 'Do it', approval: 'plan', steps });
    await desk.act('task.approve', { task: plan.root }, ada);
    await place().take(plan.id('a'));
    assert.deepEqual(waiting(), [plan.id('a')]);
  });
});
