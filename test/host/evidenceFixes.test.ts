import { strict as assert } from 'node:assert';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import * as vscode from 'vscode';
import { at, codesAbout, fix, isNoProblem, isProblem, put, useEvidence } from './evidenceScene';
import { actor, agreed, answering, run, until } from './harness';
import { saying, ticking } from './person';

describe('X3 each quick fix does what it says, and the problem follows', () => {
  const { program, begun, done, evidenceOf, filesOf } = useEvidence();
  const stateOf = async (task: string) => (await program().read('task.get', { id: task }))?.state;
  const attemptsOf = async (task: string) => (await program().read('verification.list', { task })).rows.length;

  /** A task that was done and whose file is another one since. */
  async function changed(title: string, path: string): Promise<string> {
    const task = await done(title, { [path]: 'recorded\n' });
    put(path, 'other\n');
    await isProblem(path, 'differs');
    return task;
  }

  it('Show Recorded vs. Current opens the difference and changes nothing', async () => {
    const task = await changed('Compare', 'out/compare.txt');
    await fix('out/compare.txt', 'Show Recorded vs. Current');
    await until('the difference is open', () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputTextDiff && input.original.scheme === 'task-orchestrator-recorded';
    });
    const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
    assert.ok(input instanceof vscode.TabInputTextDiff);
    assert.equal((await vscode.workspace.openTextDocument(input.original)).getText(), 'recorded\n');
    assert.equal(input.modified.fsPath, at('out/compare.txt'));
    assert.equal(readFileSync(at('out/compare.txt'), 'utf8'), 'other\n');
    assert.equal(await evidenceOf(task), 'changed');
  });

  it('Restore writes what was recorded', async () => {
    const task = await changed('Restore', 'out/restore.txt');
    await answering('Restore', () => ticking(() => fix('out/restore.txt', 'Restore out/restore.txt')));
    assert.equal(readFileSync(at('out/restore.txt'), 'utf8'), 'recorded\n');
    await isNoProblem('out/restore.txt');
    assert.equal(await evidenceOf(task), 'verified');
  });

  it('Restore removes what was to be gone', async () => {
    await done('Write what goes', { 'out/goes.txt': 'there\n' });
    const { task, claim } = await begun('Remove it');
    rmSync(at('out/goes.txt'));
    const files = [{ op: 'delete' as const, path: 'out/goes.txt' }];
    await program().execute('task.finish', { task, claim, result: 'done', summary: 'Gone.', files }, { actor });
    put('out/goes.txt', 'back\n');
    await isProblem('out/goes.txt', 'still_exists');
    await answering('Restore', () => ticking(() => fix('out/goes.txt', 'Restore out/goes.txt')));
    assert.ok(!existsSync(at('out/goes.txt')));
    await isNoProblem('out/goes.txt');
    assert.equal(await evidenceOf(task), 'verified');
  });

  it('Accept takes what is there, and leaves the disk alone', async () => {
    const task = await changed('Accept', 'out/accept.txt');
    await answering('Accept Current Content', () =>
      saying('It is better so', () => fix('out/accept.txt', 'Accept Current Content')),
    );
    await isNoProblem('out/accept.txt');
    await until('the task is verified', async () => (await evidenceOf(task)) === 'verified');
    assert.equal(readFileSync(at('out/accept.txt'), 'utf8'), 'other\n');
  });

  it('Detach takes the duty away, of that file alone', async () => {
    const task = await done('Detach', { 'out/four.txt': 'four\n', 'out/five.txt': 'five\n' });
    put('out/four.txt', 'x\n');
    put('out/five.txt', 'y\n');
    await isProblem('out/four.txt', 'differs');
    await isProblem('out/five.txt', 'differs');
    await answering('Detach', () => saying('Somebody else’s', () => fix('out/four.txt', 'Detach out/four.txt')));
    await isNoProblem('out/four.txt');
    assert.deepEqual(await filesOf(task), ['out/five.txt']);
    assert.deepEqual(codesAbout('out/five.txt'), ['differs']);
    assert.equal(readFileSync(at('out/four.txt'), 'utf8'), 'x\n');
  });

  it('Verify Again looks again, and keeps what it found', async () => {
    const task = await changed('Verify', 'out/verify.txt');
    const before = await attemptsOf(task);
    assert.equal(await fix('out/verify.txt', 'Verify Again'), 'failed');
    put('out/verify.txt', 'recorded\n');
    assert.equal(await run('verifyTask', { task }), 'verified');
    assert.ok((await attemptsOf(task)) > before);
    await isNoProblem('out/verify.txt');
  });

  it('Reopen Task opens what was done', async () => {
    const task = await changed('Reopen', 'out/reopen.txt');
    await answering('Reopen Task', () => saying('Not finished', () => fix('out/reopen.txt', 'Reopen Task')));
    assert.notEqual(await stateOf(task), 'completed');
  });

  it('Complete Anyway completes, with the reason', async () => {
    const { task, claim } = await begun('Override');
    const files = [{ op: 'create' as const, path: 'out/nowhere.txt' }];
    const end = { task, claim, result: 'done', summary: 'Done', files } as const;
    assert.ok(!(await program().execute('task.finish', end, { actor })).accepted);
    await isProblem('out/nowhere.txt', 'missing');
    await answering('Complete Anyway', () =>
      saying('It is elsewhere', () => fix('out/nowhere.txt', 'Complete Anyway')),
    );
    assert.deepEqual([await stateOf(task), await evidenceOf(task)], ['completed', 'overridden']);
    await isNoProblem('out/nowhere.txt');
  });

  it('Approve Checks approves the line that was shown, which then runs; Show Output shows what it said', async () => {
    const task = await done('Checked', { 'out/checked.txt': 'checked\n' });
    const [first, second] = ['echo one is bad && exit 3', 'echo heard from $((40 + 2)) && exit 4'];
    const approved = (act: () => Thenable<unknown>) => answering('Approve and Run', () => ticking(act, { all: true }));
    await agreed('editTask', { task, checks: [first] });
    await approved(() => run('approveChecks', { task }));
    await isProblem(first, 'check_failed');
    await agreed('editTask', { task, checks: [first, second] });
    await run('verifyTask', { task });
    await isProblem(second, 'check_not_approved');
    const asked = await approved(() => fix(second, 'Approve Checks'));
    assert.deepEqual([asked.length, asked[0]?.includes(second), asked[0]?.includes(first)], [1, true, false]);
    const { checks } = await program().read('task.evidence', { task });
    const results = checks.map(({ command, last }) => [command, last?.status, last?.exitCode]);
    assert.deepEqual(results.at(1), [second, 'failed', 4]);
    await isProblem(second, 'check_failed');
    await fix(second, 'Show Output of Checks');
    await until('the output is shown', () =>
      (vscode.window.activeTextEditor?.document.getText() ?? '').includes('heard from 42'),
    );
    await agreed('editTask', { task, checks: [] });
    await run('verifyTask', { task });
    await isNoProblem(second);
  });
});
