import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
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
  readonly task_id: string;
  readonly claim: string;
  readonly working_directory: string;
  readonly interrupted_tasks: readonly { readonly task_id: string; readonly last_activity: string }[];
  readonly query_summary: { readonly pagination: { readonly total_count: number; readonly has_more: boolean } };
  readonly updated_task: { readonly status: string; readonly complexity?: string };
  readonly artifact_info: { readonly accessible_via: string };
  readonly valid: boolean;
  readonly problems: readonly { readonly task_id: string; readonly problem: string }[];
  readonly documents: readonly { readonly content: string }[];
  readonly blocked: readonly { readonly task_id: string }[];
}

const call = async (agent: Connection, name: string, input: object = {}): Promise<Earlier> =>
  (await agent.call(`orchestrator_${name}`, input)) as unknown as Earlier;

describe('M11 the tools of earlier systems', () => {
  const { folder, connect, openWindow } = useServers();

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

  it('take a plan with a long description, one with everything of later versions, or none of it', async () => {
    const agent = await connect({ args: ['--tools', 'all'] });
    const long = await call(agent, 'plan_task', { description: 'Word after word. '.repeat(100) });
    const { rows } = await agent.call('task_query', { ids: [long.task_id] });
    assert.ok(rows[0]!.title.length <= 200);
    const whole = { title: 'Two', description: 'd', task_type: 'research', complexity: 'trivial', context: { a: 1 } };
    const later = { due_date: '2027-01-01', estimated_effort: '1 day', dependencies: [long.task_id] };
    const two = await call(agent, 'plan_task', { ...whole, ...later });
    const waiting = await agent.refusal('orchestrator_execute_task', { task_id: two.task_id });
    assert.equal(waiting.code, 'not_ready');
    const { total } = await agent.call('task_query');
    await agent.refusal('orchestrator_plan_task', { ...whole, dependencies: ['task_nowhere'] });
    await agent.refusal('orchestrator_plan_task', {
      ...whole,
      parent_task_id: two.task_id,
      dependencies: [two.task_id],
    });
    await agent.refusal('orchestrator_plan_task', { ...whole, unheard_of: 1 });
    assert.equal((await agent.call('task_query')).total, total);
  });

  it('find tasks by each filter of that time', async () => {
    const agent = await connect({ args: ['--tools', 'compatible'] });
    const steps = JSON.stringify([{ title: 'A', specialist_type: 'tester' }, { title: 'B' }]);
    const plan = await call(agent, 'plan_task', {
      description: 'Top',
      subtasks_json: steps,
      complexity_level: 'complex',
    });
    const { task_id: other } = await call(agent, 'plan_task', {
      title: 'Other',
      description: 'o',
      task_type: 'review',
    });
    await call(agent, 'delete_task', { task_id: other });
    const titles = async (filter: object): Promise<string[]> =>
      (await call(agent, 'query_tasks', filter)).tasks.map(({ title }) => title).sort();
    assert.deepEqual(await titles({ parent_task_id: plan.parent_task_id, include_children: true }), ['A', 'B']);
    assert.deepEqual(await titles({ specialist_type: ['tester', 'reviewer'] }), ['A']);
    assert.deepEqual(await titles({ complexity: ['complex'], include_artifacts: true }), ['Top']);
    assert.deepEqual(await titles({ task_type: ['review'], status: ['archived'] }), ['Other']);
    assert.deepEqual(await titles({ created_after: '2099-01-01' }), []);
    assert.deepEqual(await titles({ created_before: '2099-01-01', search_text: 'top' }), ['Top']);
    const { pagination } = (await call(agent, 'query_tasks', { limit: 2, offset: 1 })).query_summary;
    assert.deepEqual(pagination, { total_count: 3, page_count: 2, has_more: false });
  });

  it('go on after a restart with the claim that executing gave, and answer twice alike', async () => {
    const first = await connect({ args: ['--tools', 'compatible'] });
    const { task_id } = await call(first, 'plan_task', { title: 'Long work', description: 'd' });
    const { claim } = await call(first, 'execute_task', { task_id });
    await first.client.close();
    const agent = await connect({ args: ['--tools', 'compatible'] });
    const done = { task_id, summary: 'Done.', detailed_work: 'All of it', next_action: 'complete' };
    assert.equal((await agent.refusal('orchestrator_complete_task', done)).code, 'claim_held');
    const answer = await call(agent, 'complete_task', { ...done, claim });
    assert.equal(answer.artifact_info.accessible_via, `task-orchestrator://task/${task_id}`);
    assert.deepEqual(await call(agent, 'complete_task', done), answer);
  });

  it('offer interrupted work at the start of a session, and only for the folder that is served', async () => {
    const agent = await connect({ args: ['--tools', 'all'] });
    const { task } = await agent.call('task_plan', { goal: 'Stopped' });
    await agent.call('task_claim', { task, ttl_s: 1 });
    const window = openWindow();
    // The claim may have run out before the window was there to hear of it.
    const isInterrupted = async () => (await window.read('task.attention', { limit: 1 })).interrupted.length > 0;
    while (!(await isInterrupted())) await delay(50);
    const session = await call(agent, 'initialize_session', { working_directory: folder() });
    assert.equal(session.interrupted_tasks[0]?.task_id, task);
    assert.equal(session.working_directory, folder());
    await agent.refusal('orchestrator_initialize_session', { working_directory: '/somewhere/else' });
    await call(agent, 'execute_task', { task_id: task });
  });

  it('bring a task to a status by the operation that leads there, or refuse and change nothing', async () => {
    const agent = await connect({ args: ['--tools', 'compatible'] });
    const { task_id } = await call(agent, 'plan_task', { title: 'Moved', description: 'd' });
    const moved = async (status: string): Promise<string> =>
      (await call(agent, 'update_task', { task_id, status })).updated_task.status;
    assert.equal(await moved('in_progress'), 'active');
    assert.equal(await moved('blocked'), 'blocked');
    assert.equal(await moved('pending'), 'active');
    assert.equal(await moved('failed'), 'failed');
    assert.equal(await moved('pending'), 'active');
    const { updated_task } = await call(agent, 'update_task', { task_id, complexity: 'simple', context: 'more' });
    assert.equal(updated_task.complexity, 'simple');
    const both = await agent.refusal('orchestrator_update_task', { task_id, status: 'completed', title: 'New' });
    assert.match(both.message, /call of its own/);
    assert.equal((await call(agent, 'query_tasks')).tasks[0]?.title, 'Moved');
    assert.equal(await moved('completed'), 'completed');
    assert.equal(
      (await agent.refusal('orchestrator_update_task', { task_id, status: 'pending' })).code,
      'not_possible',
    );
    assert.equal(await moved('archived'), 'archived');
  });

  it('look after the tasks: what is stuck, what does not fit together, pages to keep', async () => {
    const agent = await connect({ args: ['--tools', 'compatible'] });
    const { task_id: gone } = await call(agent, 'plan_task', { title: 'Given up', description: 'd' });
    const { task_id: waits } = await call(agent, 'plan_task', { title: 'W', description: 'd', dependencies: [gone] });
    const { task_id: stuck } = await call(agent, 'plan_task', { title: 'Stuck', description: 'd' });
    const maintain = (action: string, more: object = {}): Promise<Earlier> =>
      call(agent, 'maintenance_coordinator', { action, ...more });
    assert.equal((await maintain('validate_structure', { validation_level: 'full_audit' })).valid, true);
    assert.match((await agent.refusal('orchestrator_delete_task', { task_id: gone })).message, /wait for/);
    await call(agent, 'delete_task', { task_id: gone, force: true, archive_instead: false });
    await call(agent, 'update_task', { task_id: stuck, status: 'blocked' });
    assert.equal((await maintain('scan_cleanup')).blocked[0]?.task_id, stuck);
    const { problems } = await maintain('validate_structure', { validation_level: 'comprehensive' });
    assert.deepEqual(problems, [{ task_id: waits, title: 'W', problem: `it waits for ${gone}, which is cancelled` }]);
    const about = { scope: 'specific_subtask', target_task_id: stuck };
    assert.match((await maintain('update_documentation', about)).documents[0]!.content, /begin -->\n# Status: Stuck/);
    await agent.refusal('orchestrator_maintenance_coordinator', { action: 'scan_cleanup', scope: 'specific_subtask' });
  });
});
