import { strict as assert } from 'node:assert';
import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { at, fix, isNoProblem, isProblem, put, uri, useEvidence } from './evidenceScene';
import { answering, run, until } from './harness';
import { choosing, hearing, instead, ticking } from './person';

describe('X4 files that are put back', () => {
  const { program, begun, done } = useEvidence();
  const restored = (act: () => Thenable<unknown>): Promise<string[]> => answering('Restore', () => ticking(act));

  it('Restore puts back what is missing, asked by whoever', async () => {
    await done('Write a lost one', { 'out/lost.txt': 'lost\n' });
    rmSync(at('out/lost.txt'));
    await isProblem('out/lost.txt', 'missing');
    let offered: string[] = [];
    const asked = await answering('Restore', async () => {
      offered = await ticking(() => fix('out/lost.txt', 'Restore out/lost.txt'));
    });
    assert.match(asked.join(), /Only you can confirm this/, 'any extension can ask for a quick fix');
    assert.match(asked.join(), /As they were last recorded:\s+out\/lost\.txt: is made again/);
    assert.deepEqual(offered, ['out/lost.txt']);
    assert.equal(readFileSync(at('out/lost.txt'), 'utf8'), 'lost\n');
    await isNoProblem('out/lost.txt');
  });

  it('restoring a file that is open and unsaved can be undone', async () => {
    await done('Write seven', { 'out/seven.txt': 'seven\n' });
    const editor = await vscode.window.showTextDocument(uri('out/seven.txt'));
    put('out/seven.txt', 'on disk\n');
    await isProblem('out/seven.txt', 'differs');
    await until('the editor follows', () => editor.document.getText() === 'on disk\n');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'typed '));
    await restored(() => fix('out/seven.txt', 'Restore'));
    assert.deepEqual([editor.document.getText(), editor.document.isDirty], ['seven\n', false]);
    assert.equal(readFileSync(at('out/seven.txt'), 'utf8'), 'seven\n');
    await vscode.window.showTextDocument(editor.document);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), 'typed on disk\n');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('K6 restoring a file that is in no editor can be undone, and what was there is kept', async () => {
    const task = await done('Write a hidden one', { 'out/hidden.txt': 'recorded\n' });
    put('out/hidden.txt', 'mine\n');
    await isProblem('out/hidden.txt', 'differs');
    await restored(() => run('restoreFiles', { task, paths: ['out/hidden.txt'] }));
    assert.equal(readFileSync(at('out/hidden.txt'), 'utf8'), 'recorded\n');
    const { rows } = await program().read('checkpoint.list', { task, limit: 1 });
    const { steps } = await program().read('restore.preview', { task, checkpoint: rows[0]?.seq ?? 0 });
    const [step] = steps;
    assert.deepEqual([step?.path, step?.action], ['out/hidden.txt', 'write']);
    assert.equal((await program().read('content.text', { hash: step?.hash ?? '' })).text, 'mine\n');
    const editor = await vscode.window.showTextDocument(uri('out/hidden.txt'));
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), 'mine\n');
    assert.ok(existsSync(at('out/hidden.txt')));
    await editor.document.save();
  });

  it('K6 a message says what was put back, and *Undo* in it takes that back', async () => {
    const task = await done('Write a taken back one', { 'out/back.txt': 'recorded\n' });
    put('out/back.txt', 'mine\n');
    await isProblem('out/back.txt', 'differs');
    const said: string[] = [];
    const showInformationMessage = ((sentence: string, ...actions: string[]) => {
      said.push(sentence);
      return Promise.resolve(actions.find((action) => action === 'Undo'));
    }) as never;
    await instead({ showInformationMessage }, async () => {
      await restored(() => run('restoreFiles', { task, paths: ['out/back.txt'] }));
      await until('it is taken back', () => readFileSync(at('out/back.txt'), 'utf8') === 'mine\n');
    });
    assert.deepEqual(said, ['out/back.txt is as recorded.']);
    await isProblem('out/back.txt', 'differs');
  });

  const outside = (): string => `${uri('').fsPath}-outside.txt`;
  for (const [what, path, meddle] of [
    ['new content', 'out/open.txt', () => put('out/open.txt', 'newer\n')],
    [
      'a link to a file outside',
      'out/linked.txt',
      () => {
        writeFileSync(outside(), 'outside\n');
        rmSync(at('out/linked.txt'));
        symlinkSync(outside(), at('out/linked.txt'));
      },
    ],
  ] as const) {
    it(`K5 a restore that has been shown leaves ${what} that has come since`, async () => {
      const task = await done(`Write before ${what}`, { [path]: `recorded before ${what}\n` });
      put(path, 'other\n');
      await isProblem(path, 'differs');
      await answering('Restore', () => ticking(() => run('restoreFiles', { task, paths: [path] }), { before: meddle }));
      assert.equal(readFileSync(at(path), 'utf8'), what === 'new content' ? 'newer\n' : 'outside\n');
      rmSync(at(path));
      rmSync(outside(), { force: true });
    });
  }

  it('X14 a checkpoint from before there were files has nothing to restore, says so, and is not offered', async () => {
    const task = await done('Write from nothing', { 'out/nothing.txt': 'recorded\n' });
    put('out/nothing.txt', 'other\n');
    await isProblem('out/nothing.txt', 'differs');
    const { rows } = await program().read('checkpoint.list', { task });
    const first = rows.at(-1)?.seq ?? 0;
    const [said] = await hearing(() => run('restoreFiles', { task, checkpoint: first }));
    assert.match(said ?? '', /“Write from nothing” had recorded no files by then\. Choose a later checkpoint/);
    const [asked] = await choosing(undefined, () => run('restoreFiles', { task }));
    assert.deepEqual(
      asked?.rows.map((row) => row.replace(/ · .*/, '')),
      ['As last recorded', 'Work done (version 1)'],
    );
    const { task: empty } = await begun('Has recorded nothing');
    const [none] = await hearing(() => run('restoreFiles', { task: empty }));
    assert.match(none ?? '', /“Has recorded nothing” answers for no files\./);
  });

  it('X3 what cannot be compared says so, with what to do', async () => {
    const unread = Buffer.from([0, 159, 146, 150]);
    const binary = await done('Writes no text', { 'out/binary.bin': 'x' });
    await answering('Accept Current Content', () => {
      writeFileSync(at('out/binary.bin'), unread);
      return run('acceptContent', { task: binary, paths: ['out/binary.bin'], reason: 'No text' });
    });
    writeFileSync(at('out/binary.bin'), 'y');
    // Seen later, it would be the work of whoever begins now.
    await isProblem('out/binary.bin', 'differs');
    const told = await hearing(async () => {
      await run('showRecorded', { task: binary });
      const { task: empty } = await begun('Has no files');
      await run('showRecorded', { task: empty });
      await run('showRecorded', { task: empty, paths: ['out/other.txt'] });
    });
    assert.equal(told.length, 3);
    assert.match(told[1] ?? '', /“Has no files” answers for no files\. Files come to a task when/);
    assert.match(told[2] ?? '', /has recorded nothing of out\/other\.txt\. Show Task lists/);
    assert.match(told[0] ?? '', /out\/binary\.bin cannot be compared: .*not kept.*version control/);
  });

  it('X3 checkpoints are compared in the diff editor where their files differ', async () => {
    const task = await done('Write sixteen', { 'out/sixteen.txt': 'six\n' });
    const { rows } = await program().read('checkpoint.list', { task });
    const last = rows[0]?.seq ?? 0;
    const shown = () => vscode.window.tabGroups.activeTabGroup.activeTab;
    await run('compareCheckpoints', { task, from: last, to: 0 });
    // Nothing differs: a page says so.
    assert.ok(shown()?.input instanceof vscode.TabInputText, shown()?.label);
    put('out/sixteen.txt', 'half a dozen\n');
    await run('compareCheckpoints', { task, from: last, to: 0 });
    await until('the files are compared', () => !(shown()?.input instanceof vscode.TabInputText));
    assert.match(shown()?.label ?? '', /Write sixteen \(checkpoints\)/);
    put('out/sixteen.txt', 'six\n');
    // Two checkpoints: before there was any file, and as it was handed in.
    await run('compareCheckpoints', { task, from: rows.at(-1)?.seq, to: last });
    await until('the records are compared', () => !(shown()?.input instanceof vscode.TabInputText));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});
