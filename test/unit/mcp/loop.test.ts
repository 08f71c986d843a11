import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { coreTools } from '../../../src/tools/registry';
import { tokensOf } from '../../../src/domain/brief/compose';
import { reached, isReady } from '../engine/harness';
import { REVISIONS, useServers, type Revision } from './harness';
import type { ToolAnswer } from './toolAnswer';

const names = coreTools.map(({ name }) => name);

for (const revision of Object.keys(REVISIONS) as Revision[]) {
  describe(`the agent door, in the ${revision} revision of the protocol`, () => {
    const { connect, folder } = useServers();

    it('M1 lists the tools of the registry, in their order', async () => {
      const { client } = await connect({ revision });
      const { tools } = await client.listTools();
      assert.deepEqual(
        tools.map(({ name }) => name),
        names,
      );
    });

    it('M6 writes nothing before something is to be kept', async () => {
      const agent = await connect({ revision });
      await agent.client.listTools();
      assert.deepEqual(await agent.call('task_query'), { rows: [], total: 0 });
      assert.ok(!existsSync(join(folder(), '.task_orchestrator')));
    });

    it('M1 takes an agent from a plan to a finished task', async () => {
      const agent = await connect({ revision });
      const planned = await agent.call('task_plan', {
        goal: 'Parse the log',
        steps: [
          { key: 'lex', title: 'Write the lexer', files: ['src/lex.ts'] },
          { key: 'parse', title: 'Write the parser', after: ['lex'] },
        ],
      });
      const claimed = await agent.call('task_claim', { under: planned.task });
      assert.equal(claimed.task, planned.steps['lex']);
      assert.equal(claimed.state, 'implementing');
      assert.match(claimed.brief, /# Write the lexer[\s\S]*src\/lex\.ts[\s\S]*Parse the log/);
      const held = { task: claimed.task, claim: claimed.claim };
      const file = { op: 'create', path: 'src/lex.ts' };
      mkdirSync(join(folder(), 'src'));
      writeFileSync(join(folder(), 'src/lex.ts'), 'export const lex = 1;\n');
      await agent.call('task_progress', { ...held, note: 'Tokens are done', files: [file] });
      const finished = await agent.call('task_finish', { ...held, result: 'done', summary: 'It lexes.' });
      assert.equal(finished.state, 'completed');
      assert.equal(finished.next.task, planned.steps['parse']);
      const { rows } = await agent.call('task_query', { view: 'tree', under: planned.task });
      assert.deepEqual(
        rows.map(({ title, state, done }) => [title, state, done].join(' ').trim()),
        ['Parse the log implementing 1/2', 'Write the lexer completed', 'Write the parser pending'],
      );
    });
  });
}

describe('the agent door beside a window', () => {
  const { connect, openWindow } = useServers();

  it('E6 shows a person what an agent does, and an agent what a person does', async () => {
    const window = openWindow();
    const agent = await connect({ name: 'Some Agent 2.0 ✨' });
    const { task } = await agent.call('task_plan', { goal: 'From an agent' });
    await reached(window, isReady);
    const heard = new Promise<string>((done) => window.on('changes', (changes) => done(changes[0]!.id)));
    await agent.call('task_claim', { task });
    assert.equal(await heard, task);
    const { rows } = await window.read('task.events', { task });
    assert.match(rows[0]!.actor, /^agent:Some-Agent-2\.0\/[0-9a-f]{8}$/);
    const made = await window.execute('task.create', { title: 'From a person' }, { actor: 'human:ada' });
    const found = await agent.call('task_query', { text: 'person' });
    assert.equal(found.rows[0]?.id, made.task);
  });

  it('M5 the same request id gives the first answer again, also after a restart', async () => {
    const first = await connect();
    const request = { goal: 'Once', request_id: 'plan-1' };
    const answer = await first.call('task_plan', request);
    await first.client.close();
    const second = await connect();
    assert.deepEqual(await second.call('task_plan', request), answer);
    const refused = await second.refusal('task_plan', { goal: 'Another', request_id: 'plan-1' });
    assert.equal(refused.code, 'request_id_reused');
    // Another make of agent counts its requests by itself.
    const other = await connect({ name: 'another client' });
    assert.notEqual((await other.call('task_plan', request)).task, answer.task);
  });
});

describe('M2 what an agent pays for the tools', () => {
  const { connect, folder } = useServers();
  // Two of the eight tools come with records of decisions and with runs.
  const SHARE = 1_150;

  it(`the schemas take at most ${SHARE} tokens`, async () => {
    const { client } = await connect();
    const tokens = tokensOf(JSON.stringify(await client.listTools()));
    assert.ok(tokens <= SHARE, `${tokens} tokens`);
  });

  it('claiming, reporting and finishing take at most 400 tokens beside the brief', async () => {
    const agent = await connect();
    await agent.call('task_plan', { goal: 'Parse the log', steps: [{ title: 'One' }, { title: 'Two' }] });
    let tokens = 0;
    const call = async (name: string, input: object): Promise<ToolAnswer> => {
      const answer = await agent.call(name, input);
      tokens +=
        tokensOf(JSON.stringify({ name, arguments: input })) + tokensOf(JSON.stringify({ ...answer, brief: '' }));
      return answer;
    };
    const { task, claim } = await call('task_claim', {});
    const file = { op: 'modify', path: 'src/one.ts' };
    mkdirSync(join(folder(), 'src'));
    writeFileSync(join(folder(), file.path), 'export const one = 1;\n');
    await call('task_progress', { task, claim, note: 'Half of it is done', files: [file] });
    await call('task_finish', {
      task,
      claim,
      result: 'done',
      summary: 'One is done and its tests pass.',
      files: [file],
    });
    assert.ok(tokens <= 400, `${tokens} tokens`);
  });
});
