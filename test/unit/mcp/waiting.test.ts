import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineClient } from '../../../src/engine/client';
import { reached, isReady } from '../engine/harness';
import { useServers, type Connection } from './harness';

const person = { actor: 'human:ada' };

describe('M7 waiting for a person', () => {
  const { connect, openWindow } = useServers();

  async function awaitApproval(agent: Connection): Promise<{ task: string; claim: string }> {
    const { task } = await agent.call('task_plan', { goal: 'Careful work', approval: 'plan' });
    const { claim } = await agent.call('task_claim', { task });
    const { state } = await agent.call('task_progress', { task, claim, plan: 'First this, then that.' });
    assert.equal(state, 'plan_awaiting_approval');
    return { task, claim };
  }

  /** Once the window is up: what resolves as soon as it hears of the agent's next report. */
  async function heardOf(window: EngineClient): Promise<{ readonly told: Promise<void> }> {
    await reached(window, isReady);
    // A question is answered after all that was told before it.
    await window.read('task.count', {});
    return { told: new Promise((done) => window.on('changes', () => done())) };
  }

  it('an approval in a window wakes the agent, and it goes on with its claim', async () => {
    const window = openWindow();
    const agent = await connect();
    const held = await awaitApproval(agent);
    const { told } = await heardOf(window);
    // Longer than a test may take: it cannot be the end of the wait that wakes it.
    const waiting = agent.call('task_progress', { ...held, note: 'Waiting', wait_s: 600 });
    await told;
    await window.execute('task.approve', { task: held.task }, person);
    const answer = await waiting;
    assert.equal(answer.state, 'implementing');
    assert.deepEqual(answer.approval, { subject: 'plan', verdict: 'approved', actor: 'human:ada' });
    await agent.call('task_finish', { ...held, result: 'done', summary: 'Done as planned.' });
  });

  it('a rejection comes with its reason', async () => {
    const window = openWindow();
    const agent = await connect();
    const held = await awaitApproval(agent);
    const waiting = agent.call('task_progress', { ...held, wait_s: 600 });
    await window.execute('task.reject', { task: held.task, reason: 'That first.' }, person);
    const { state, approval } = await waiting;
    assert.equal(state, 'planning');
    assert.equal(approval?.reason, 'That first.');
  });

  it('a plan with steps is waited for without a claim, which gives no right to write', async () => {
    const window = openWindow();
    const agent = await connect();
    const planned = await agent.call('task_plan', { goal: 'Tree', approval: 'plan', steps: [{ title: 'One' }] });
    const { task } = planned;
    assert.match(JSON.stringify(planned), /and wait_s waits for that/);
    const waiting = agent.call('task_progress', { task, wait_s: 60 });
    await window.execute('task.approve', { task }, person);
    const { state, approval } = await waiting;
    assert.equal(state, 'plan_approved');
    assert.deepEqual(approval, { subject: 'plan', verdict: 'approved', actor: 'human:ada' });
    assert.equal((await agent.refusal('task_progress', { task, note: 'Mine?' })).code, 'claim_needed');
    assert.equal((await agent.refusal('task_progress', { task: 'task_nowhere', wait_s: 1 })).code, 'not_found');
  });

  it('ends without a verdict when the time is over', async () => {
    const agent = await connect();
    const held = await awaitApproval(agent);
    const { state, approval } = await agent.call('task_progress', { ...held, wait_s: 0.05 });
    assert.equal(state, 'plan_awaiting_approval');
    assert.equal(approval, undefined);
  });

  it('can be called off, and what was reported stays', async () => {
    const window = openWindow();
    const agent = await connect();
    const held = await awaitApproval(agent);
    const { told } = await heardOf(window);
    const calledOff = new AbortController();
    const input = { ...held, note: 'Still here', wait_s: 600 };
    const waiting = agent.client.callTool({ name: 'task_progress', arguments: input }, { signal: calledOff.signal });
    const ended = assert.rejects(waiting);
    await told;
    calledOff.abort();
    await ended;
    const { state, brief } = await agent.call('task_resume', { task: held.task });
    assert.equal(state, 'plan_awaiting_approval');
    assert.match(brief, /Still here/);
  });

  it('M10 no agent can decide itself', async () => {
    const agent = await connect();
    const { tools } = await agent.client.listTools();
    const words = tools.map(({ name }) => name).join(' ');
    assert.doesNotMatch(words, /approve|reject|delete|purge|clear|override|waive|release/);
  });
});

(process.platform === 'win32' ? describe.skip : describe)('M15 a call that looks at files and runs checks', () => {
  const { connect, folder, openWindow } = useServers();

  it('tells how far it is, with numbers that grow, and is called off with its checks', async () => {
    const window = openWindow();
    window.tellWindow({ trusted: true, unsaved: [] });
    const check = 'echo $$ > pid; while :; do sleep 0.02; done';
    const { task } = await window.execute('task.plan', { goal: 'Do it', checks: [check] }, { actor: 'human:ada' });
    const agent = await connect();
    const { claim } = await agent.call('task_claim', { task });
    const heard: { progress: number; total?: number | undefined; message?: string | undefined }[] = [];
    const calledOff = new AbortController();
    const input = { task, claim, result: 'done', summary: 'Done.' };
    const runs = new Promise<void>((resolve) => {
      agent.client
        .callTool(
          { name: 'task_finish', arguments: input },
          {
            signal: calledOff.signal,
            onprogress: (made) => {
              heard.push(made);
              if (made.message?.includes(check)) resolve();
            },
          },
        )
        .catch(() => undefined);
    });
    await runs;
    assert.equal(heard.at(-1)?.message, `check 1 of 1: ${check}`);
    assert.ok(heard.every(({ progress }, index) => progress > (heard[index - 1]?.progress ?? 0)));
    const pid = Number(readFileSync(join(folder(), 'pid'), 'utf8'));
    calledOff.abort();
    while (existsSync(`/proc/${pid}/cmdline`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '') {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.equal((await window.read('task.get', { id: task }))?.state, 'implementing');
    assert.equal((await window.read('verification.list', { task })).rows.length, 0);
  });
});
