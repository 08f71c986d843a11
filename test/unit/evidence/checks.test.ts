import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { approveCheck } from '../../../src/storage/queries/checkApprovals';
import { statement } from '../../../src/storage/query';
import { runCheck } from '../../../src/workspace/checks/runCheck';
import { calledOff } from '../../../src/domain/calledOff';
import { ada, agent } from '../orchestrator/desk';
import { useFolder } from '../storage/harness';
import { usePlace } from './place';

const KB = 1024;

(process.platform === 'win32' ? describe.skip : describe)('G5 checks', () => {
  const folder = useFolder();
  const never = new AbortController().signal;
  const run = (command: string, seconds = 20, signal = never, closing = never) =>
    runCheck(command, { folder: folder(), seconds, outputBytes: 2 * KB, signal, closing });
  const pidIn = async (file: string): Promise<number> => {
    for (;;) {
      const pid = existsSync(`${folder()}/${file}`) ? Number(readFileSync(`${folder()}/${file}`, 'utf8')) : 0;
      if (pid > 0) return pid;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const isAlive = (pid: number): boolean => {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  };
  const ended = async (pid: number): Promise<void> => {
    while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
  };

  it('one with a NUL fails, and nothing else does', async () => {
    assert.equal((await run('true\0')).status, 'failed');
  });

  it('the exit code decides, whatever is printed', async () => {
    const passed = await run('pwd; echo "FAILED" >&2');
    assert.deepEqual([passed.status, passed.exitCode], ['passed', 0]);
    assert.ok(passed.output.includes(folder().split('/').at(-1)!) && passed.output.includes('FAILED'));
    const failed = await run('echo "all 12 tests passed"; exit 7');
    assert.deepEqual([failed.status, failed.exitCode, failed.reason], ['failed', 7, 'it ended with exit code 7']);
    assert.equal((await run('no-such-program-anywhere')).status, 'failed');
    assert.match((await run('kill -9 $$')).reason, /SIGKILL/);
  });

  it('keep the beginning and the end of what they print', async () => {
    const { output } = await run('echo first; head -c 500000 /dev/zero | tr "\\0" x; echo; echo last');
    assert.ok(output.length < 4 * KB, String(output.length));
    assert.ok(output.startsWith('first') && output.trimEnd().endsWith('last') && output.includes('left out'));
  });

  it('end with all that they have started when their time is over', async () => {
    const { status, output } = await run('sleep 600 & echo $!; trap "" TERM; wait', 1);
    assert.equal(status, 'timed_out');
    await ended(Number(output.trim().split('\n')[0]));
  });

  it('E14 that are called off end with all that they have started: what ignores it, what has gone its own way', async () => {
    const callingOff = new AbortController();
    const stubborn = `sh -c 'trap "" TERM; echo $$ > stubborn; while :; do sleep 0.1; done' &`;
    const strayed =
      process.platform === 'linux' ? `setsid sh -c 'trap "" TERM; echo $$ > strayed; exec sleep 600' &` : '';
    const running = run(`${stubborn} ${strayed} wait`, 600, callingOff.signal);
    const pids = [await pidIn('stubborn'), ...(strayed === '' ? [] : [await pidIn('strayed')])];
    callingOff.abort(calledOff());
    await assert.rejects(running, { code: 'cancelled' });
    await Promise.all(pids.map(ended));
  });

  it('E14 that are called off have a moment to tidy up', async () => {
    const callingOff = new AbortController();
    const running = run(
      `sh -c 'trap "sleep 0.2; rm half; exit" TERM; touch half; echo $$ > pid; while :; do sleep 0.02; done' & wait`,
      600,
      callingOff.signal,
    );
    await pidIn('pid');
    callingOff.abort(calledOff());
    await assert.rejects(running, { code: 'cancelled' });
    assert.ok(!existsSync(`${folder()}/half`), 'whoever is answered finds nothing half done');
  });

  it('end at once with the engine', async () => {
    const closing = new AbortController();
    const running = run(`trap "" TERM; sleep 600 & echo $! > pid; wait`, 600, closing.signal, closing.signal);
    const pid = await pidIn('pid');
    closing.abort();
    await assert.rejects(running);
    await ended(pid);
  });

  it('leave nothing running that they have put into the background', async () => {
    const { status, output } = await run('sleep 600 & echo $!');
    assert.equal(status, 'passed');
    await ended(Number(output));
  });

  it('are not held up by what they leave in the background', async () => {
    const { status, durationMs } = await run('sleep 5 & exit 0');
    assert.equal(status, 'passed');
    assert.ok(durationMs < 4_000);
  });
});

(process.platform === 'win32' ? describe.skip : describe)('G5 checks of a task', () => {
  const place = usePlace();
  const statusOf = async (task: string) => (await place().verify(task)).verification.checks.map(({ status }) => status);

  it('are run only in the text that a person has approved, once somebody trusts the folder', async () => {
    const { desk } = place();
    const task = await place().begin({ checks: ['echo ran >> log'] });
    await place().finish();
    assert.equal(desk.task(task).evidence, 'unverifiable');
    desk.workspace.ownWindowSays({ trusted: true, unsaved: [] });
    assert.deepEqual(await statusOf(task), ['not_approved']);
    assert.throws(() => desk.run('checks.approve', { task, checks: ['echo'] }), /no check/);
    desk.run('checks.approve', { task, checks: ['echo ran >> log'] });
    assert.deepEqual(await statusOf(task), ['passed']);
    assert.equal(desk.task(task).evidence, 'verified');
    assert.equal(place().read('log'), 'ran\n');
    await desk.look('evidence.check', { task });
    await desk.look('task.evidence', { task });
    assert.equal(place().read('log'), 'ran\n', 'looking runs nothing');
    desk.run('checks.approve', { task, checks: ['echo ran >> log'], approved: false });
    assert.deepEqual(await statusOf(task), ['not_approved']);
    assert.equal(place().read('log'), 'ran\n');
  });

  it('that are written are approved by nobody, whoever writes them; those that change are asked about again', async () => {
    const { desk } = place();
    desk.workspace.ownWindowSays({ trusted: true, unsaved: [] });
    const task = desk.run('task.plan', { goal: 'Do it', checks: ['true'] }, ada).task;
    assert.deepEqual(await statusOf(task), ['not_approved']);
    desk.run('checks.approve', { task, checks: ['true'] });
    desk.run('task.edit', { task, checks: ['true', 'echo x > stolen'] }, agent);
    await place().take(task);
    const { verification } = await place().finish();
    assert.deepEqual(
      verification.checks.map(({ status }) => status),
      ['passed', 'not_approved'],
    );
    assert.ok(!existsSync(place().path('stolen')));
    desk.run('task.edit', { task, checks: ['true', 'echo x > stolen', 'exit 0'] }, ada);
    assert.deepEqual(await statusOf(task), ['passed', 'not_approved', 'not_approved']);
    desk.run('checks.approve', { task, checks: ['exit 0'] });
    desk.run('task.edit', { task, checks: ['true'] }, ada);
    desk.run('task.edit', { task, checks: ['true', 'exit 0'] }, agent);
    assert.deepEqual(await statusOf(task), ['passed', 'not_approved'], 'what a person took away is forgotten');
  });

  it('G12 hide nothing: such are refused at every door, and not run where they are in the store from before', async () => {
    const { desk } = place();
    desk.workspace.ownWindowSays({ trusted: true, unsaved: [] });
    const task = await place().begin({ checks: ['true'] });
    for (const check of [
      'true\ntouch a',
      'true\0',
      'true \u202e;',
      'true\u2028touch a',
      'a\u00a0b',
      'a\u200bb',
      'a\tb',
    ]) {
      const refused = { message: /U\+[0-9A-F]{4}/ };
      assert.throws(
        () => desk.run('task.edit', { task, checks: ['true', check] }, ada),
        refused,
        JSON.stringify(check),
      );
      assert.throws(() => desk.run('task.plan', { goal: 'Do it', checks: [check] }, agent), refused);
      const steps = [{ title: 'Step', checks: [check] }];
      assert.throws(() => desk.run('task.plan', { goal: 'Do it', steps }, agent), refused);
    }
    const old = 'true\ntouch hidden';
    desk.connection.run(statement('update tasks set checks = ? where id = ?'), [JSON.stringify([old]), task]);
    approveCheck(desk.connection, task, old, ada.actor, desk.now);
    assert.deepEqual(await statusOf(task), ['not_approved']);
    assert.throws(() => desk.run('checks.approve', { task, checks: [old] }), /U\+000A/);
    assert.ok(!existsSync(place().path('hidden')));
  });

  it('are not run before the files are right', async () => {
    const { desk } = place();
    desk.workspace.ownWindowSays({ trusted: true, unsaved: [] });
    const { task } = desk.run('task.plan', { goal: 'Do it', checks: ['echo x > ran'] }, ada);
    desk.run('checks.approve', { task, checks: ['echo x > ran'] });
    await place().take(task);
    const { verification } = await place().finish([{ op: 'create', path: 'a.ts' }]);
    assert.equal(verification.checks[0]?.status, 'not_run');
    assert.ok(!existsSync(place().path('ran')));
  });
});
