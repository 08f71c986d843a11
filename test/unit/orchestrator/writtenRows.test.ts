import assert from 'node:assert/strict';
import type { CommandContext } from '../../../src/orchestrator/context';
import { WorkingSet } from '../../../src/orchestrator/tree/workingSet';
import { holdBelow } from '../../../src/orchestrator/workflow/holds';
import type { Connection } from '../../../src/storage/connection';
import { Scratch } from '../../../src/storage/scratch';
import { sqlite } from '../storage/harness';

describe('S9 a command writes of a task what it has changed', () => {
  let connection: Connection;
  let tree: WorkingSet;

  beforeEach(async () => {
    ({ connection } = new Scratch((await sqlite()).runtime));
    for (const [id, parent] of [
      ['goal', null],
      ['step', 'goal'],
    ] as const) {
      connection.run(
        `insert into tasks (id, parent_id, root_id, depth, position, title, status, state, created_at, updated_at, state_at)
         values (?, ?, 'goal', ?, 1, ?, 'pending', 'pending', 1, 1, 1)`,
        [id, parent, parent === null ? 0 : 1, id],
      );
    }
    tree = new WorkingSet({ connection, now: 2, changed: () => undefined } as unknown as CommandContext);
  });

  const rowOf = (id: string): unknown =>
    connection.rows('select title, description, held, version, updated_at from tasks where id = ?', [id])[0];

  it('and leaves the other columns, and with them their indexes, alone', () => {
    const step = tree.get('step');
    connection.run("update tasks set description = 'from elsewhere' where id = 'step'");
    step.title = 'Step';
    tree.touch(step);
    tree.save();
    assert.deepEqual(rowOf('step'), {
      title: 'Step',
      description: 'from elsewhere',
      held: 0,
      version: 2,
      updated_at: 2,
    });
  });

  it('and again what it takes back, also after a save', () => {
    const step = tree.get('step');
    for (const title of ['Step', 'step']) {
      step.title = title;
      tree.touch(step);
      tree.save();
    }
    assert.deepEqual(rowOf('step'), { title: 'step', description: '', held: 0, version: 3, updated_at: 2 });
  });

  it('and all of it where a statement has reached many rows since they were read', () => {
    const step = tree.get('step');
    holdBelow(tree, tree.get('goal'), 1);
    step.held = 0;
    tree.touch(step);
    tree.save();
    assert.deepEqual(rowOf('step'), { title: 'step', description: '', held: 0, version: 2, updated_at: 2 });
  });
});
