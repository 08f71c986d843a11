import assert from 'node:assert/strict';
import { useServers, type Connection } from './harness';

async function goals(agent: Connection): Promise<string[]> {
  const { rows } = await agent.call('task_query', { limit: 100 });
  return rows.map(({ title }) => title).sort();
}

describe('M14 an agent’s program that is killed', () => {
  const { connect, connectRaw, startWindow } = useServers();

  it('after an answer, loses nothing of what it was told', async () => {
    const killed = await connectRaw();
    const { task } = await killed.call('task_plan', { goal: 'Answered', request_id: 'one' });
    const { claim } = await killed.call('task_claim', { task });
    await killed.call('task_progress', { task, claim, note: 'Half of it' });
    await killed.kill();
    const next = await connect();
    assert.deepEqual(await goals(next), ['Answered']);
    assert.match((await next.call('task_resume', { task })).brief, /Half of it/);
    await next.call('task_finish', { task, claim, result: 'done', summary: 'Finished by another process.' });
  });

  it('in the middle of 20 calls at once, has made each of them whole or not at all, and each answered one stays', async () => {
    const killed = await connectRaw();
    await killed.call('task_plan', { goal: 'Before' });
    const answered = new Set(['Before']);
    const first = Promise.race(
      Array.from({ length: 20 }, async (_, n) => {
        await killed.call('task_plan', { goal: `Goal ${n}`, steps: [{ title: `Step ${n}` }], request_id: `call-${n}` });
        answered.add(`Goal ${n}`);
      }),
    );
    await first;
    await killed.kill();
    const next = await connect({ name: 'raw' });
    const there = new Set(await goals(next));
    for (const goal of answered) assert.ok(there.has(goal), goal);
    // A client that repeats what it has no answer to gets each task once.
    for (let n = 0; n < 20; n++) {
      assert.equal(there.has(`Goal ${n}`), there.has(`Step ${n}`));
      await next.call('task_plan', { goal: `Goal ${n}`, steps: [{ title: `Step ${n}` }], request_id: `call-${n}` });
    }
    assert.equal((await goals(next)).length, 41);
  });

  it('is followed by the agents that are left, which notice nothing', async () => {
    const leading = await connectRaw();
    await leading.call('task_plan', { goal: 'First' });
    const following = await connect();
    await following.call('task_plan', { goal: 'Second' });
    await leading.kill();
    await following.call('task_plan', { goal: 'Third' });
    assert.deepEqual(await goals(following), ['First', 'Second', 'Third']);
  });

  it('or a window that is killed while it leads, takes no agent’s work with it', async () => {
    const window = await startWindow();
    const agent = await connect();
    const { task } = await agent.call('task_plan', { goal: 'Kept by the window' });
    const claimed = agent.call('task_claim', { task });
    await window.kill();
    const { claim } = await claimed;
    await agent.call('task_finish', { task, claim, result: 'done', summary: 'The agent leads now.' });
  });
});
