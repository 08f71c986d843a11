import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { useServers } from './harness';
import type { RawProgram } from './rawProgram';

describe('M4 refusals that a model can act on', () => {
  const { connect } = useServers();

  it('name a code, what is wrong and what to do next, and leave everything as it was', async () => {
    const agent = await connect();
    const { task } = await agent.call('task_plan', { goal: 'Untouched' });
    const { claim } = await agent.call('task_claim', { task });
    const before = await agent.call('task_query', { view: 'detail' });
    const attempts: [string, unknown, string][] = [
      ['task_plan', {}, 'invalid_input'],
      ['task_plan', { goal: 7, steps: 'many' }, 'invalid_input'],
      ['task_plan', { goal: 'x', steps: [{ title: 'a', after: ['nowhere'] }] }, 'invalid_input'],
      ['task_plan', { goal: 'x', role: 'admin' }, 'invalid_input'],
      ['task_plan', { goal: 'x'.repeat(10 << 20) }, 'invalid_input'],
      ['task_plan', { goal: 'x'.repeat(17 << 20) }, 'invalid_input'],
      ['task_claim', { task: 'task_000000' }, 'not_found'],
      ['task_claim', { task }, 'claim_held'],
      ['task_claim', { under: '../../etc' }, 'not_found'],
      ['task_progress', { task, claim: 'claim_made_up' }, 'claim_lost'],
      ['task_progress', { task, claim, files: [{ op: 'create', path: '../outside' }] }, 'invalid_input'],
      ['task_progress', { task, claim, files: [{ op: 'create', path: '/etc/passwd' }] }, 'invalid_input'],
      ['task_progress', { task, claim, files: [{ op: 'create', path: 'C:\\windows' }] }, 'invalid_input'],
      ['task_progress', { task, claim, files: [{ op: 'create', path: 'a\u0000b' }] }, 'invalid_input'],
      ['task_finish', { task, claim, result: 'approved', summary: 'x' }, 'invalid_input'],
      ['task_query', { cursor: 'eyJub24iOjF9' }, 'invalid_input'],
      ['task_query', { state: 'nowhere' }, 'invalid_input'],
      ['task_query', { ids: [task, 'task_000000'] }, 'not_found'],
      ['task_resume', { task: "'; drop table tasks; --" }, 'not_found'],
    ];
    for (const [name, input, code] of attempts) {
      const refused = await agent.refusal(name, input);
      const shown = `${name} ${JSON.stringify(input).slice(0, 80)}: ${JSON.stringify(refused).slice(0, 300)}`;
      assert.equal(refused.code, code, shown);
      assert.ok(refused.message.length > 10 && refused.message.length < 4_001, shown);
      assert.ok(refused.next.length > 10, shown);
      assert.doesNotMatch(refused.next, /delet|remov|clear|reset|purge|drop/i, shown);
    }
    assert.deepEqual(await agent.call('task_query', { view: 'detail' }), before);
  });

  it('say which tools there are when one is asked for that is not', async () => {
    const { client } = await connect();
    await assert.rejects(
      client.callTool({ name: 'task_delete' }),
      /There is no tool task_delete\. There are task_plan, /,
    );
  });
});

describe('M8 clients with faults', () => {
  const { folder, connectRaw } = useServers();
  let agent: RawProgram;
  beforeEach(async () => {
    agent = await connectRaw();
  });

  it('bytes that are no message are passed over and logged beside the store, and standard output stays clean', async () => {
    await agent.call('task_plan', { goal: 'Kept' });
    agent.write('not json\n');
    agent.write('{"jsonrpc":"2.0","id":');
    agent.write('\n');
    agent.write(Uint8Array.from([0xff, 0xfe, 0x00, 0x0a]));
    agent.write('[]\n{}\n{"jsonrpc":"1.0","method":3}\n');
    const answer = await agent.call('task_query', {});
    assert.equal(answer.total, 1);
    assert.deepEqual(agent.strayLines, []);
    const log = readFileSync(join(folder(), '.task_orchestrator', 'logs', 'mcp.log'), 'utf8');
    assert.match(log, /warn /);
  });

  it('text that is no valid UTF-8 is kept as what can be read of it', async () => {
    const [before, after] = ['{"name":"task_plan","arguments":{"goal":"A', 'B"}}'].map((text) => Buffer.from(text));
    await agent.callBytes(Buffer.concat([before!, Buffer.from([0xc3, 0x28]), after!]));
    const answer = await agent.call('task_query', {});
    assert.equal(answer.rows[0]?.title, 'A\uFFFD(B');
  });

  it('JSON as deep as a well is refused', async () => {
    const data = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
    const params = `{"name":"task_progress","arguments":{"task":"t","claim":"c","checkpoint":{"name":"n","data":${data}}}}`;
    const answer = await agent.callBytes(Buffer.from(params));
    assert.equal(answer.error.code, 'invalid_input');
    assert.match(answer.error.message, /too deep/);
  });

  it('1,000 calls at once are all answered, each once', async () => {
    const goals = Array.from({ length: 1_000 }, (_, n) => `Goal ${n}`);
    const answers = await Promise.all(goals.map((goal) => agent.call('task_plan', { goal })));
    const ids = new Set(answers.map(({ task }) => task));
    assert.equal(ids.size, 1_000);
    const answer = await agent.call('task_query', { limit: 1 });
    assert.equal(answer.total, 1_000);
  });

  it('M6 it ends with its client, in the middle of a message too', async () => {
    await agent.call('task_plan', { goal: 'Kept' });
    agent.write('{"jsonrpc":"2.0","id":9,"method":"tools/call","par');
    await agent.end();
    assert.equal(agent.child.exitCode, 0);
  });
});

describe('M3 answers that an agent can afford', () => {
  const { connect } = useServers();

  it('lists show 20 and say how to get more, and cursors lead through all', async () => {
    const agent = await connect();
    const steps = Array.from({ length: 50 }, (_, n) => ({ title: `Step ${n}` }));
    await agent.call('task_plan', { goal: 'Many', steps });
    const first = await agent.call('task_query');
    assert.equal(first.rows.length, 20);
    assert.equal(first.total, 51);
    assert.match(first.more, /20 of 51.*cursor/);
    const seen = new Set<string>();
    for (let cursor: string | undefined; ;) {
      const page = await agent.call('task_query', cursor === undefined ? {} : { cursor });
      for (const { id } of page.rows) seen.add(id);
      cursor = page.next_cursor;
      if (cursor === undefined) break;
    }
    assert.equal(seen.size, 51);
  });

  it('however much is asked for, an answer stays below 25,000 tokens', async () => {
    const agent = await connect();
    const text = '漢字'.repeat(140);
    const many = Array.from({ length: 3_000 }, (_, n) => ({ key: `${'k'.repeat(90)}${n}`, title: 'One of many' }));
    const manyPlanned = await agent.client.callTool({ name: 'task_plan', arguments: { goal: 'Many', steps: many } });
    const steps = Array.from({ length: 200 }, (_, n) => ({
      title: `${n} ${text}`,
      description: text.repeat(50),
      files: Array.from({ length: 100 }, (_, file) => `src/${'long/'.repeat(80)}${file}`),
    }));
    const planned = await agent.client.callTool({ name: 'task_plan', arguments: { goal: text, steps } });
    const { task } = planned.structuredContent as { task: string };
    const inputs = [
      { limit: 100 },
      { view: 'detail', limit: 100 },
      { view: 'tree', limit: 100 },
      { view: 'status' },
      { view: 'synthesis', ids: [task] },
    ];
    const answers = [manyPlanned, planned];
    for (const input of inputs) answers.push(await agent.client.callTool({ name: 'task_query', arguments: input }));
    answers.push(await agent.client.callTool({ name: 'task_claim', arguments: {} }));
    answers.push(await agent.client.callTool({ name: 'task_resume', arguments: { task, budget: 8_000 } }));
    for (const answer of answers) {
      assert.ok(!answer.isError, JSON.stringify(answer.content).slice(0, 300));
      assert.ok(Buffer.byteLength(JSON.stringify(answer)) / 4 < 25_000);
    }
  });
});
