import { strict as assert } from 'node:assert';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import * as vscode from 'vscode';
import { at, useEvidence } from './evidenceScene';
import { actor, answering, newTask, run, until } from './harness';
import { instead, ticking } from './person';

describe('M15 X11 what is called off', () => {
  const { program } = useEvidence();

  /** Says its process, and then lasts until it is ended. */
  const lasting = 'echo $$ > out/pid; while :; do sleep 0.05; done';
  const pid = (): number => (existsSync(at('out/pid')) ? Number(readFileSync(at('out/pid'), 'utf8')) : 0);
  function isRunning(): boolean {
    try {
      process.kill(pid(), 0);
      return true;
    } catch {
      return false;
    }
  }

  async function call(name: string, input: object, token?: vscode.CancellationToken): Promise<Record<string, unknown>> {
    const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined }, token);
    return JSON.parse((content[0] as { value: string }).value) as Record<string, unknown>;
  }

  it('by the token of a tool that an agent in VS Code has called: its check ends, and nothing is kept', async function () {
    this.timeout(90_000);
    const plan = { goal: 'Called off', checks: [lasting], steps: [] };
    const { task } = await program().execute('task.plan', plan, { actor });
    await answering('Approve', () => ticking(() => run('approveChecks', { task }), { all: true }));
    const { claim } = await call('task_claim', { task });
    const before = (await program().read('task.events', { task })).rows.length;
    const token = new vscode.CancellationTokenSource();
    rmSync(at('out/pid'), { force: true });
    let ended = '';
    call('task_finish', { task, claim, result: 'done', summary: 'Done.' }, token.token).then(
      (answer) => (ended = `answered ${JSON.stringify(answer)}`),
      () => (ended = 'turned down'),
    );
    await until('its check runs', () => pid() > 0);
    assert.ok(isRunning());
    token.cancel();
    await until('its check has ended', () => !isRunning());
    await until('the call is over', () => ended !== '');
    assert.match(ended, /turned down|called_off|called off/);
    const row = await program().read('task.get', { id: task });
    assert.equal(row?.state, 'implementing');
    assert.deepEqual((await program().read('verification.list', { task })).rows, []);
    assert.equal((await program().read('task.events', { task })).rows.length, before);
    await program()
      .execute('task.release', { task, claim: String(claim) }, { actor })
      .catch(() => 0);
    await answering('Cancel Task', () => run('cancelTask', { task, reason: '' }));
  });

  it('by Cancel in the notification of Verify Task', async () => {
    const task = await newTask('Verified for long');
    await answering('Allow', () => run('editTask', { task, checks: [lasting] }));
    await answering('Approve', () => ticking(() => run('approveChecks', { task }), { all: true }));
    rmSync(at('out/pid'), { force: true });
    const locations: unknown[] = [];
    let cancel: (() => void) | undefined;
    const withProgress = ({ location }: vscode.ProgressOptions, work: (...of: unknown[]) => Thenable<unknown>) => {
      locations.push(location);
      const source = new vscode.CancellationTokenSource();
      if (location === vscode.ProgressLocation.Notification) cancel = () => source.cancel();
      return work({ report: () => undefined }, source.token);
    };
    await instead({ withProgress: withProgress as never }, async () => {
      const ended = run('verifyTask', { task });
      await until('there is something to press', () => cancel !== undefined && pid() > 0);
      assert.deepEqual(locations, [vscode.ProgressLocation.Window, vscode.ProgressLocation.Notification]);
      cancel?.();
      assert.equal(await ended, undefined);
    });
    await until('its check has ended', () => !isRunning());
    assert.deepEqual((await program().read('verification.list', { task })).rows, []);
    await answering('Cancel Task', () => run('cancelTask', { task, reason: '' }));
  });
});
