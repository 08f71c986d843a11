import assert from 'node:assert/strict';
import { toolsOf } from '../../../src/tools/registry';
import { useServers, type Connection } from './harness';

/** What earlier tools answer, by the names that prompts of that time read. */
interface Earlier {
  readonly task_created: boolean;
  readonly parent_task_id: string;
  readonly subtasks: readonly { readonly task_id: string; readonly dependencies: readonly string[] }[];
  readonly prompt: string;
  readonly status: string;
  readonly parent_task_progress: { readonly progress_percentage: number };
  readonly next_recommended_task: { readonly task_id: string } | null;
  readonly report: string;
  readonly active_tasks: readonly { readonly parent_task_id: string }[];
  readonly tasks: readonly { readonly title: string }[];
  readonly task_archived: boolean;
  readonly handover: string;
}

const call = async (agent: Connection, name: string, input: object = {}): Promise<Earlier> =>
  (await agent.call(`orchestrator_${name}`, input)) as unknown as Earlier;

describe('M11 the tools of earlier systems', () => {
  const { connect } = useServers();

  it('are listed where they are asked for, alone or beside the core tools', async () => {
    for (const set of ['core', 'compatible', 'all'] as const) {
      const { client } = await connect({ args: ['--tools', set] });
      const { tools } = await client.listTools();
      assert.deepEqual(
        tools.map(({ name }) => name),
        toolsOf(set).map(({ name }) => name),
      );
    }
  });

  it('take a plan of that time from its steps to their synthesis', async () => {
    const agent = await connect({ args: ['--tools', 'compatible'] });
    const steps = [
      { task_id: 'a', title: 'Look', description: 'around', specialist_type: 'analyst' },
      { task_id: 'b', title: 'Build', description: 'it', specialist_type: 'coder', dependencies: ['a'] },
    ];
    const plan = { description: 'A thing', subtasks_json: JSON.stringify(steps), complexity_level: 'simple' };
    const { task_created, parent_task_id, subtasks } = await call(agent, 'plan_task', plan);
    assert.ok(task_created);
    assert.deepEqual(subtasks[1]?.dependencies, [subtasks[0]?.task_id]);
    const [first, second] = subtasks.map(({ task_id }) => task_id);

    assert.equal((await call(agent, 'initialize_session')).active_tasks[0]?.parent_task_id, parent_task_id);
    assert.match((await call(agent, 'execute_subtask', { task_id: first })).prompt, /# Look[\s\S]*A thing/);
    const done = await call(agent, 'complete_subtask', { task_id: first, results: 'Looked.', next_action: 'continue' });
    assert.equal(done.status, 'completed');
    assert.equal(done.parent_task_progress.progress_percentage, 50);
    assert.equal(done.next_recommended_task?.task_id, second);

    const work = { summary: 'It needs a tool.', detailed_work: 'None is here.', file_paths: ['src/b.ts'] };
    const stuck = await call(agent, 'complete_task', { task_id: second, ...work, next_action: 'blocked' });
    assert.equal(stuck.status, 'blocked');
    assert.match((await call(agent, 'synthesize_results', { parent_task_id })).report, /Looked\./);
    const { tasks } = await call(agent, 'query_tasks', { status: ['blocked'] });
    assert.deepEqual(
      tasks.map(({ title }) => title),
      ['Build', 'A thing'],
    );
  });

  it('delete nothing: what is to go is cancelled and archived', async () => {
    const agent = await connect({ args: ['--tools', 'all'] });
    const { task } = await agent.call('task_plan', { goal: 'Not needed' });
    const gone = await call(agent, 'delete_task', { task_id: task, force: true });
    assert.equal(gone.task_archived, true);
    const { rows } = await agent.call('task_query', { ids: [task] });
    assert.equal(rows[0]?.state, 'cancelled');
  });

  it('update, cancel, count and hand over', async () => {
    const agent = await connect({ args: ['--tools', 'all'] });
    const { task } = await agent.call('task_plan', { goal: 'First name' });
    await call(agent, 'update_task', { task_id: task, title: 'Second name' });
    assert.equal((await call(agent, 'get_status')).tasks[0]?.title, 'Second name');
    assert.match(
      (await call(agent, 'maintenance_coordinator', { action: 'prepare_handover' })).handover,
      /Second name/,
    );
    assert.equal((await call(agent, 'cancel_task', { task_id: task, reason: 'Not now' })).status, 'cancelled');
  });

  it('refuse a plan that cannot be read, and write nothing', async () => {
    const agent = await connect({ args: ['--tools', 'all'] });
    const refused = await agent.refusal('orchestrator_plan_task', { description: 'x', subtasks_json: '[{' });
    assert.match(refused.message, /subtasks_json: this is not JSON/);
    assert.equal((await agent.call('task_query')).total, 0);
  });
});
