import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LookProgress } from '../../../src/domain/evidence/lookProgress';
import type { EngineClient } from '../../../src/engine/client';
import { Problem } from '../../../src/domain/problem';
import { follows, leads, reached, useClients } from './harness';

const ada = { actor: 'human:ada' };
const agent = { actor: 'agent:claude/1' };
const KEY = 'k'.repeat(43);
const finish = { result: 'done', summary: 'Done.' } as const;
/** Goes on until it is ended, and says who it is. */
const ENDLESS = 'echo $$ > pid; while :; do sleep 0.02; done';
const cancelled = { code: 'cancelled' };

(process.platform === 'win32' ? describe.skip : describe)('E14 calling a request off', () => {
  const { folder, open } = useClients();
  const at = (path: string): string => join(folder(), path);

  async function begin(client: EngineClient, checks: string[]): Promise<{ task: string; claim: string }> {
    const { task } = await client.execute('task.plan', { goal: 'Do it', checks }, ada);
    const taken = await client.execute('task.claim', { task }, agent);
    assert.ok('claim' in taken);
    return { task, claim: taken.claim };
  }

  async function checkRuns(file = 'pid'): Promise<number> {
    for (;;) {
      const pid = existsSync(at(file)) ? Number(readFileSync(at(file), 'utf8')) : 0;
      if (pid > 0) return pid;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  const isRunning = (pid: number): boolean => {
    try {
      return readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.startsWith('Z') === false;
    } catch {
      return false;
    }
  };
  const ended = async (pid: number): Promise<void> => {
    while (isRunning(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
  };

  /** All that is kept of a task. */
  async function kept(client: EngineClient, task: string): Promise<unknown> {
    const [row, events, verifications, results] = await Promise.all([
      client.read('task.get', { id: task }),
      client.read('task.events', { task }),
      client.read('verification.list', { task }),
      client.read('task.results', { task }),
    ]);
    return { row, events, verifications, results };
  }

  function window(): EngineClient {
    const client = open('host', { hostKey: KEY });
    client.tellWindow({ trusted: true, unsaved: [] });
    return client;
  }

  it('a finish whose checks run ends them, and the task is exactly where it was', async () => {
    const client = window();
    const held = await begin(client, [ENDLESS]);
    const before = await kept(client, held.task);
    const callingOff = new AbortController();
    const asked = { ...agent, requestId: 'once', signal: callingOff.signal };
    const finishing = client.execute('task.finish', { ...held, ...finish }, asked);
    const pid = await checkRuns();
    callingOff.abort();
    await assert.rejects(finishing, cancelled);
    assert.ok(!isRunning(pid));
    assert.deepEqual(await kept(client, held.task), before);
    // It was not done, so it can be done, with the same id.
    await client.execute('task.edit', { task: held.task, checks: ['true'] }, ada);
    const { state } = await client.execute('task.finish', { ...held, ...finish }, { ...agent, requestId: 'once' });
    assert.equal(state, 'completed');
  });

  it('a verification that was called off is kept as none', async () => {
    const client = window();
    const { task } = await client.execute('task.plan', { goal: 'Do it', checks: [ENDLESS] }, ada);
    const before = await kept(client, task);
    const callingOff = new AbortController();
    const verifying = client.execute('task.verify', { task }, { ...ada, signal: callingOff.signal });
    const pid = await checkRuns();
    callingOff.abort();
    await assert.rejects(verifying, cancelled);
    assert.ok(!isRunning(pid));
    assert.deepEqual(await kept(client, task), before);
  });

  it('what has taken effect is answered as what it did, however late it is called off', async () => {
    const client = window();
    const callingOff = new AbortController();
    const made = client.execute('task.create', { title: 'One' }, { ...ada, signal: callingOff.signal });
    await client.read('task.children', { parent: null });
    callingOff.abort();
    const { task: id } = await made;
    assert.equal((await client.read('task.get', { id }))?.title, 'One');
    await assert.rejects(
      client.execute('task.create', { title: 'Two' }, { ...ada, signal: callingOff.signal }),
      cancelled,
    );
  });

  it('one that waits for others to finish their checks leaves the line', async () => {
    const client = window();
    const running = new AbortController();
    const others = [];
    for (const file of ['one', 'two']) {
      const check = `echo $$ > ${file}; while :; do sleep 0.02; done`;
      const { task } = await client.execute('task.plan', { goal: file, checks: [check] }, ada);
      others.push(client.execute('task.verify', { task }, { ...ada, signal: running.signal }));
      others.at(-1)?.catch(() => undefined);
      await checkRuns(file);
    }
    const { task } = await client.execute('task.plan', { goal: 'Third', checks: ['touch third'] }, ada);
    const callingOff = new AbortController();
    const third = client.execute('task.verify', { task }, { ...ada, signal: callingOff.signal });
    // Its turn comes before that of the question, and then it waits.
    await client.read('task.get', { id: task });
    callingOff.abort();
    await assert.rejects(third, cancelled);
    running.abort();
    for (const other of others) await assert.rejects(other, cancelled);
    assert.ok(!existsSync(at('third')));
  });

  it('a question is let go at once', async () => {
    const client = window();
    const { task } = await client.execute('task.plan', { goal: 'Do it' }, ada);
    const callingOff = new AbortController();
    const looking = client.read('evidence.check', { task }, { signal: callingOff.signal });
    callingOff.abort();
    await assert.rejects(looking, cancelled);
  });

  it('called off before there is a store, nothing is made', async () => {
    const client = open('host');
    const callingOff = new AbortController();
    callingOff.abort();
    await assert.rejects(
      client.execute('task.create', { title: 'x' }, { ...ada, signal: callingOff.signal }),
      cancelled,
    );
    assert.equal((await client.read('task.children', { parent: null })).rows.length, 0);
    assert.ok(!existsSync(at('.task_orchestrator')));
  });

  it('works from another process, whose progress is its own', async () => {
    const leader = window();
    const held = await begin(leader, ['true', ENDLESS]);
    mkdirSync(at('f'));
    const files = Array.from({ length: 300 }, (_, n) => ({ op: 'create' as const, path: `f/${n}` }));
    for (const { path } of files) writeFileSync(at(path), path);
    const program = open('process');
    await reached(program, follows);
    const callingOff = new AbortController();
    const heard: LookProgress[] = [];
    const finishing = program.execute(
      'task.finish',
      { ...held, ...finish, files },
      { ...agent, signal: callingOff.signal, onProgress: (made) => heard.push(made) },
    );
    const pid = await checkRuns();
    while (heard.at(-1)?.running !== ENDLESS) await program.read('task.get', { id: held.task });
    assert.deepEqual(heard.at(-1), {
      files: { done: 300, total: 300 },
      checks: { done: 1, total: 2 },
      running: ENDLESS,
    });
    // The same id means something else to another caller.
    const other = open('process');
    await reached(other, follows);
    const harmless = new AbortController();
    const looking = other.read('evidence.check', { task: held.task }, { signal: harmless.signal });
    harmless.abort();
    await assert.rejects(looking, cancelled);
    assert.ok(isRunning(pid));
    callingOff.abort();
    await assert.rejects(finishing, cancelled);
    assert.ok(!isRunning(pid));
    assert.equal((await leader.read('task.get', { id: held.task }))?.state, 'implementing');
  });

  it('holds when the leader is gone in the middle: sent again as called off, it does nothing', async () => {
    const first = window();
    const held = await begin(first, [ENDLESS]);
    const second = window();
    await reached(second, follows);
    const callingOff = new AbortController();
    const finishing = second.execute('task.finish', { ...held, ...finish }, { ...agent, signal: callingOff.signal });
    const outcome = finishing.then(
      () => 'done',
      (error: unknown) => Problem.from(error).code,
    );
    const pid = await checkRuns();
    const closing = first.close();
    callingOff.abort();
    await closing;
    assert.equal(await outcome, 'cancelled');
    await ended(pid);
    await reached(second, leads);
    assert.equal((await second.read('task.get', { id: held.task }))?.state, 'implementing');
    await second.execute('task.edit', { task: held.task, checks: ['true'] }, ada);
    const { state } = await second.execute('task.finish', { ...held, ...finish }, agent);
    assert.equal(state, 'completed');
  });

  it('a window that closes takes along what it alone asked for, not what changes a task', async () => {
    const leader = window();
    const held = await begin(leader, ['until test -e go; do sleep 0.02; done']);
    const { task } = await leader.execute('task.plan', { goal: 'Look', checks: [ENDLESS] }, ada);
    const leaving = open('host', { hostKey: KEY });
    await reached(leaving, follows);
    const unanswered = [
      leaving.execute('task.verify', { task }, ada),
      leaving.execute('task.finish', { ...held, ...finish }, agent),
    ].map((request) => request.catch((error: unknown) => Problem.from(error).code));
    const pid = await checkRuns();
    await leaving.close();
    assert.deepEqual(await Promise.all(unanswered), ['store_closed', 'store_closed']);
    await ended(pid);
    const completed = new Promise<void>((done) => {
      leader.on('changes', () => {
        void leader.read('task.get', { id: held.task }).then((row) => row?.state === 'completed' && done());
      });
    });
    writeFileSync(at('go'), '');
    await completed;
    assert.equal((await leader.read('verification.list', { task })).rows.length, 0);
  });
});
