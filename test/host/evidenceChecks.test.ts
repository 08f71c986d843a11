import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { released, uri, useEvidence } from './evidenceScene';
import { actor, agreed, answering, run } from './harness';
import { instead, ticking } from './person';

describe('X5 checks, and a person', () => {
  const { program, begun, done } = useEvidence();
  const approving = (answer: string, task: string): Promise<string[]> =>
    answering(answer, () => ticking(() => run('approveChecks', { task }), { all: true }));
  const cancelled = async (task: string): Promise<void> => {
    await released(task);
    await answering('Cancel Task', () => run('cancelTask', { task, reason: '' }));
  };

  it('run once a person has approved their exact text', async () => {
    const steps = [{ key: 'a', title: 'Checked', checks: ['echo seen by $0 && exit 3'] }];
    const plan = await program().execute('task.plan', { goal: 'With checks', steps }, { actor });
    const task = plan.steps['a'] ?? '';
    // Enter alone: nothing is ticked that an agent wrote.
    const untouched = await answering('Approve and Run', () => ticking(() => run('approveChecks', { task })));
    assert.deepEqual(untouched, []);
    const asked = await approving('Approve and Run', task);
    assert.match(asked[0] ?? '', /echo seen by \$0 && exit 3/);
    const { checks } = await program().read('task.evidence', { task });
    assert.deepEqual([checks[0]?.last?.status, checks[0]?.last?.exitCode], ['failed', 3]);
    await run('showChecks', { task });
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /Failed.*exit code 3[\s\S]*seen by/);
    await answering('Cancel Task', () => run('cancelTask', { task: plan.task, reason: '' }));
  });

  it('X11 Verify All is cancelled in the middle of a check, and says how far it came', async () => {
    const task = await done('Write ten', { 'out/ten.txt': 'ten\n' });
    const before = (await program().read('verification.list', { task })).rows.length;
    const check = 'while :; do sleep 0.05; done';
    await agreed('editTask', { task, checks: [check] });
    const asked = await approving('Approve', task);
    assert.match(asked[0] ?? '', /while :; do sleep/);
    const heard: string[] = [];
    const said: string[] = [];
    const withProgress = (
      _: vscode.ProgressOptions,
      work: (progress: vscode.Progress<{ message?: string }>, token: vscode.CancellationToken) => Thenable<unknown>,
    ): Thenable<unknown> => {
      const cancel = new vscode.CancellationTokenSource();
      const report = ({ message = '' }: { message?: string }): void => {
        heard.push(message);
        if (message.includes(check)) cancel.cancel();
      };
      return work({ report }, cancel.token);
    };
    const say = (sentence: string): Promise<undefined> => {
      said.push(sentence);
      return Promise.resolve(undefined);
    };
    const window = { withProgress, setStatusBarMessage: say, showWarningMessage: say } as unknown;
    await instead(window as typeof vscode.window, () => run('verifyAll', { folder: uri('').toString() }));
    assert.match(heard.at(-1) ?? '', /Write ten: check 1 of 1: while/);
    assert.match(said.join(), /Cancelled after \d+ of \d+ tasks: \d+ verified, \d+ failed/);
    assert.equal((await program().read('verification.list', { task })).rows.length, before);
    await agreed('editTask', { task, checks: [] });
  });

  it('G8 one that an agent adds to work that is under way waits for a person', async () => {
    const { task } = await begun('Checked later');
    const needing = async () => (await program().read('task.attention', {})).checks.map(({ id }) => id);
    assert.ok(!(await needing()).includes(task));
    await program().execute('task.edit', { task, checks: ['echo added later'] }, { actor });
    assert.ok((await needing()).includes(task));
    const asked = await approving('Approve', task);
    assert.match(asked[0] ?? '', /echo added later/);
    assert.ok(!(await needing()).includes(task));
    await cancelled(task);
  });

  it('of all steps of a plan are approved at once, each line shown with whose it is', async () => {
    const common = 'echo the same everywhere';
    const steps = [
      { key: 'a', title: 'Step A', checks: [common, 'echo a alone'] },
      { key: 'b', title: 'Step B', checks: [common] },
      { key: 'c', title: 'Step C' },
    ];
    const plan = await program().execute('task.plan', { goal: 'Of a template', steps }, { actor });
    const ids = ['a', 'b'].map((key) => plan.steps[key] ?? '');
    const approved = async () => {
      const each = await Promise.all(ids.map((task) => program().read('task.evidence', { task })));
      return each.map(({ checks }) => checks.map(({ approved: by }) => by !== null));
    };
    // From the row of one step; letting the dialog be approves none of them.
    assert.equal((await approving('Do Not Approve', ids[0] ?? '')).length, 1);
    assert.deepEqual(await approved(), [[false, false], [false]]);
    // From the task above, which has no checks of its own.
    const asked = await approving('Approve', plan.task);
    assert.equal(asked.length, 1);
    assert.equal(
      asked[0],
      'May these commands be run for 2 tasks?\n' +
        'echo the same everywhere\nfor “Step A”, “Step B”\n\necho a alone\nfor “Step A”',
    );
    assert.deepEqual(await approved(), [[true, true], [true]]);
    // Once a task and exact command: what is written later waits again.
    await program().execute('task.edit', { task: ids[1] ?? '', checks: [common, 'echo later'] }, { actor });
    assert.deepEqual(await approved(), [
      [true, true],
      [true, false],
    ]);
    await cancelled(plan.task);
  });
});
