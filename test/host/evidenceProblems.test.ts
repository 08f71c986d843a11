import { strict as assert } from 'node:assert';
import { rmSync } from 'node:fs';
import * as vscode from 'vscode';
import {
  at,
  codesAbout,
  fix,
  isNoProblem,
  isProblem,
  problemsAbout,
  put,
  released,
  uri,
  useEvidence,
} from './evidenceScene';
import { actor, agreed, answering, until } from './harness';
import { saying } from './person';

describe('X2 what is not as a task says, in Problems', () => {
  const { program, begun, done, evidenceOf } = useEvidence();

  const isKnownAsUnsaved = (task: string): Promise<void> =>
    until('the engine knows', async () => {
      const { files } = await program().read('evidence.check', { task });
      return files[0]?.status === 'unsaved';
    });

  it('X1 a file that changes on disk is a warning on it, and gone when it is good again', async () => {
    const task = await done('Write one', { 'out/one.txt': 'one\n' });
    put('out/one.txt', 'other\n');
    await isProblem('out/one.txt', 'differs');
    const [found] = problemsAbout('out/one.txt');
    assert.ok(found);
    assert.equal(found.uri.toString(), uri('out/one.txt').toString());
    assert.equal(found.diagnostic.severity, vscode.DiagnosticSeverity.Warning);
    assert.match(found.diagnostic.relatedInformation?.[0]?.message ?? '', /Write one: recorded by agent test/);
    assert.equal(await evidenceOf(task), 'changed');
    put('out/one.txt', 'one\n');
    await isNoProblem('out/one.txt');
  });

  it('a file that is missing is told on the page of its task', async () => {
    await done('Write two', { 'out/two.txt': 'two\n' });
    rmSync(at('out/two.txt'));
    await isProblem('out/two.txt', 'missing');
    assert.equal(problemsAbout('out/two.txt')[0]?.uri.scheme, 'task-orchestrator');
  });

  it('X1 an editor with unsaved changes is known, and what it saves is seen', async () => {
    const task = await done('Write six', { 'out/six.txt': 'six\n' });
    const editor = await vscode.window.showTextDocument(uri('out/six.txt'));
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'not '));
    await isKnownAsUnsaved(task);
    await editor.document.save();
    await isProblem('out/six.txt', 'differs');
    await vscode.commands.executeCommand('undo');
    await editor.document.save();
    await isNoProblem('out/six.txt');
  });

  it('X1 an editor whose changes are reverted, which changes nothing on disk, is seen too', async () => {
    const task = await done('Write seven', { 'out/seven.txt': 'seven\n' });
    const shows = (evidence: string): Promise<void> =>
      until(`it is ${evidence}`, async () => (await evidenceOf(task)) === evidence);
    const editor = await vscode.window.showTextDocument(uri('out/seven.txt'));
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'not '));
    await isKnownAsUnsaved(task);
    put('out/seven.txt', 'other\n');
    await isProblem('out/seven.txt', 'unsaved');
    put('out/seven.txt', 'seven\n');
    await isNoProblem('out/seven.txt');
    await shows('unverifiable');
    await vscode.window.showTextDocument(editor.document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await until('VS Code has reverted it', () => !editor.document.isDirty);
    await shows('verified');
  });

  it('X6 a finish that is refused says so, and can be completed anyway with a reason', async () => {
    const { task, claim } = await begun('Claims too much');
    const claimed = { task, claim, files: [{ op: 'create' as const, path: 'out/never.txt' }] };
    await program().execute('task.progress', claimed, { actor });
    await released(task);
    await agreed('finishTask', { task, result: 'done', summary: 'Really' });
    assert.notEqual((await program().read('task.get', { id: task }))?.state, 'completed');
    await isProblem('out/never.txt', 'missing');
    await answering('Complete Anyway', () => saying('It is elsewhere', () => fix('out/never.txt', 'Complete Anyway')));
    const row = await program().read('task.get', { id: task });
    assert.deepEqual([row?.state, row?.evidence], ['completed', 'overridden']);
    await until('Problems is without it', () => codesAbout('out/never.txt').length === 0);
  });
});
