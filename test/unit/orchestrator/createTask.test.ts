import assert from 'node:assert/strict';
import type { Change } from '../../../src/orchestrator/context';
import { parseInput } from '../../../src/orchestrator/operation';
import { commands, queries, type CommandInput } from '../../../src/orchestrator/registry';
import { Scratch } from '../../../src/storage/scratch';
import { sqlite } from '../storage/harness';

async function orchestrator() {
  const { connection } = new Scratch((await sqlite()).runtime);
  const changes: Change[] = [];
  const create = (input: CommandInput<'task.create'>) => {
    const { input: schema, run } = commands['task.create'];
    const context = {
      connection,
      now: 1000,
      actor: 'human:ada',
      changed: (change: Change) => changes.push(change),
      created: () => undefined,
    };
    return run(context, parseInput(schema, input)).task;
  };
  const children = (parent: string | null, limit = 1000) => {
    const { input: schema, run } = queries['task.children'];
    return run({ connection, now: 1000 }, parseInput(schema, { parent, limit }));
  };
  return { connection, changes, create, children };
}

describe('T2 a new task', () => {
  it('is last among its siblings, under the parent it was given', async () => {
    const { create, children } = await orchestrator();
    const root = create({ title: 'Write the docs' });
    create({ title: 'Outline', parent: root, role: 'architect' });
    create({ title: 'Draft', parent: root });
    assert.deepEqual(
      children(root).rows.map(({ title }) => title),
      ['Outline', 'Draft'],
    );
    assert.deepEqual(
      children(null).rows.map(({ id, children: count }) => [id, count]),
      [[root, 2]],
    );
  });

  it('is named to views with its place in the tree', async () => {
    const { create, changes } = await orchestrator();
    const root = create({ title: 'Root' });
    const leaf = create({ title: 'Leaf', parent: root });
    assert.deepEqual(changes, [
      { entity: 'task', id: root, parent: null },
      { entity: 'task', id: leaf, parent: root },
    ]);
  });

  it('comes in pages, none twice and none left out', async () => {
    const { create, connection } = await orchestrator();
    const made = Array.from({ length: 7 }, (_, index) => create({ title: `Task ${index}` }));
    const { input: schema, run } = queries['task.children'];
    const seen: string[] = [];
    let after: { position: number; n: number } | undefined;
    do {
      const page = run({ connection, now: 0 }, parseInput(schema, { parent: null, limit: 3, after }));
      seen.push(...page.rows.map(({ id }) => id));
      after = page.next ?? undefined;
    } while (after);
    assert.deepEqual(seen, made);
  });

  it('is refused with all mistakes at once, and nothing is written', async () => {
    const { create, children } = await orchestrator();
    const wrong = { title: ' ', role: 'No Such', priority: 'urgent' } as unknown as CommandInput<'task.create'>;
    assert.throws(() => create(wrong), {
      code: 'invalid_input',
      message: /title: a title is needed.*role: .*priority: /,
    });
    assert.throws(() => create({ title: 'Leaf', parent: 'task_gone' }), { code: 'not_found' });
    assert.deepEqual(children(null).rows, []);
  });
});

describe('T3 the history', () => {
  it('says who made a task, and when', async () => {
    const { create, connection } = await orchestrator();
    const id = create({ title: 'Write the docs' });
    assert.deepEqual(connection.rows('select at, actor, kind, task_id from events'), [
      { at: 1000, actor: 'human:ada', kind: 'task.created', task_id: id },
    ]);
  });
});
