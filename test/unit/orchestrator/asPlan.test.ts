import assert from 'node:assert/strict';
import { agent, Desk } from './desk';

describe('R12 a tree as a plan', () => {
  it('makes the same tree anew, without what was given up or leads outside', async () => {
    const desk = await Desk.open();
    const outside = desk.plan({ goal: 'Elsewhere', steps: [] }).root;
    const steps = [
      { key: 'design', title: 'Design', role: 'architect', description: 'How', labels: ['x'], effort: 'S' },
      {
        key: 'build',
        title: 'Build',
        after: ['design'],
        steps: [
          { key: 'code', title: 'Code', files: ['src/**'], checks: ['npm test'], priority: 'high' as const },
          { key: 'try', title: 'Try', after: [{ task: 'code', kind: 'data' as const, policy: 'skip' as const }] },
        ],
      },
      { key: 'build-2', title: 'Build', after: [outside], stages: ['review' as const] },
      { key: 'dropped', title: 'Dropped', after: ['design'] },
    ];
    const goal = { goal: 'Ship', context: 'Soon', stream: 'Docs', approval: 'both' as const };
    const { root, id } = desk.plan({ ...goal, steps });
    desk.run('task.cancel', { task: id('dropped') });
    const { plan, left } = desk.read('task.asPlan', { task: root });
    assert.equal(left, 1);
    const [design, build, again] = steps;
    assert.deepEqual(plan, {
      ...goal,
      steps: [design, build, { key: 'build-2', title: 'Build', stages: ['review'] }],
    });
    const copy = desk.run('task.plan', JSON.parse(JSON.stringify(plan)) as { goal: string }, agent);
    assert.deepEqual(desk.read('task.asPlan', { task: copy.task }).plan, plan);
    assert.ok(again);
    desk.close();
  });
});
