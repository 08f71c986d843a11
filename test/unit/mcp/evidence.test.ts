import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tokensOf } from '../../../src/domain/brief/compose';
import { useServers } from './harness';

describe('G2 what agents are told of their files', () => {
  const { connect, folder } = useServers();
  const write = (path: string, text = 'x\n'): void => {
    mkdirSync(join(folder(), path, '..'), { recursive: true });
    writeFileSync(join(folder(), path), text);
  };
  const finish = { result: 'done', summary: 'Done.' };

  it('work that is not there is an error that says what to do, and can be put right with the same claim', async () => {
    const agent = await connect();
    const { task } = await agent.call('task_plan', { goal: 'Write' });
    const { claim } = await agent.call('task_claim', { task });
    const files = [
      { op: 'create', path: 'a.ts' },
      { op: 'create', path: 'b.ts' },
    ];
    write('a.ts');
    const { isError, structuredContent } = await agent.client.callTool({
      name: 'task_finish',
      arguments: { task, claim, ...finish, files },
    });
    const answer = structuredContent as {
      error: { code: string; message: string; next: string };
      state: string;
      verification: { status: string; files: { path: string; status: string }[] };
    };
    assert.ok(isError);
    assert.equal(answer.error.code, 'evidence_failed');
    assert.match(answer.error.message, /NOT done and stays implementing: b\.ts: there is no such file/);
    assert.match(answer.error.next, /finish again with the same claim/);
    assert.deepEqual(
      [answer.state, answer.verification.status, answer.verification.files[0]],
      ['implementing', 'failed', { path: 'b.ts', status: 'missing', reason: 'there is no such file' }],
    );
    write('b.ts');
    const done = await agent.call('task_finish', { task, claim, ...finish });
    assert.equal(done.state, 'completed');
    const { rows } = await agent.call('task_query', { ids: [task], view: 'detail' });
    assert.equal(rows.length, 1);
  });

  it('with a thousand files the answer stays short, and what is wrong comes first', async () => {
    const agent = await connect();
    const { task } = await agent.call('task_plan', { goal: 'Write' });
    const { claim } = await agent.call('task_claim', { task });
    const files = Array.from({ length: 1_000 }, (_, n) => ({ op: 'create', path: `f/${n}.txt` }));
    for (const { path } of files.slice(1)) write(path, path);
    const { structuredContent } = await agent.client.callTool({
      name: 'task_finish',
      arguments: { task, claim, ...finish, files },
    });
    const { verification } = structuredContent as { verification: { files: { path: string }[]; more: string } };
    assert.equal(verification.files[0]?.path, 'f/0.txt');
    assert.equal(verification.more, '990 more files');
    assert.ok(tokensOf(JSON.stringify(structuredContent)) < 500);
  });

  it('M11 the tools of earlier systems refuse what is not there as well', async () => {
    const agent = await connect({ args: ['--tools', 'compatible'] });
    const planned = await agent.call('orchestrator_plan_task', {
      description: 'A thing',
      subtasks_json: JSON.stringify([{ task_id: 'a', title: 'Build', description: 'it' }]),
    });
    const { subtasks } = planned as unknown as { subtasks: { task_id: string }[] };
    const work = { task_id: subtasks[0]?.task_id, results: 'Built.', next_action: 'complete', file_paths: ['b.ts'] };
    const refused = await agent.refusal('orchestrator_complete_task', work);
    assert.equal(refused.code, 'evidence_failed');
    write('b.ts');
    const done = (await agent.call('orchestrator_complete_task', work)) as unknown as { status: string };
    assert.equal(done.status, 'completed');
  });
});
