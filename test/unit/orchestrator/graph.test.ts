import assert from 'node:assert/strict';
import { ada, Desk } from './desk';

describe('Y11 the tasks around one', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await Desk.open();
  });
  afterEach(() => desk.close());

  const plan = (goal: string, ...titles: string[]) => {
    const steps = titles.map((title, at) => ({ key: title, title, ...(at > 0 && { after: [titles[at - 1]!] }) }));
    return desk.run('task.plan', { goal, steps }, ada);
  };
  const titlesOf = (task: string, limit?: number) =>
    desk.read('task.graph', { task, ...(limit !== undefined && { limit }) }).tasks.map(({ title }) => title);

  it('are those it waits for, that wait for it, that lie below it and above it, the nearest first', () => {
    const { steps } = plan('Goal', 'One', 'Two', 'Three', 'Four');
    assert.deepEqual(titlesOf(steps['Two']!), ['Two', 'One', 'Three', 'Goal', 'Four']);
    assert.deepEqual(
      desk.read('task.graph', { task: steps['Two']! }).edges.map(({ kind, met }) => `${kind} ${met}`),
      ['completion false', 'completion false', 'completion false'],
    );
  });

  it('leave out what has nothing to do with it, and what was deleted', () => {
    const { steps } = plan('Goal', 'One', 'Two');
    plan('Other', 'Three');
    desk.run('task.delete', { task: steps['One']! }, ada);
    assert.deepEqual(titlesOf(steps['Two']!), ['Two', 'Goal']);
  });

  it('say when there are more', () => {
    const { task } = plan('Goal', 'One', 'Two', 'Three');
    const found = desk.read('task.graph', { task, limit: 2 });
    assert.deepEqual([found.tasks.length, found.more], [2, true]);
    assert.equal(desk.read('task.graph', { task, limit: 4 }).more, false);
  });
});
