import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { answering, newTask, run, until, useProgram } from './harness';
import { ChosenRows } from '../../src/vscode/ask/chosenRows';
import { askChoice, askSeveral } from '../../src/vscode/ask/pick';
import { choosing, hearing, instead, refusing, saying, ticking } from './person';

describe('V2 a question that a person lets be', () => {
  const program = useProgram();

  /** Presses Escape until the command is over. */
  async function letBe(command: Thenable<unknown>): Promise<void> {
    let isOver = false;
    void command.then(() => (isOver = true));
    await until('the command is over', async () => {
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      return isOver;
    });
  }

  it('leaves everything as it was', async () => {
    const id = await newTask('Let be');
    const before = await program().read('task.show', { task: id });
    for (const key of ['cancelTask', 'blockTask', 'editTask', 'moveTask', 'finishTask', 'addDependency'] as const) {
      await letBe(run(key, { task: id }));
    }
    await letBe(run('newPlan', { goal: 'Never planned' }));
    assert.deepEqual(await program().read('task.show', { task: id }), before);
    assert.equal((await program().read('task.search', { text: 'Never planned' })).total, 0);
  });
});

describe('V2 what would be refused is said where it is typed', () => {
  const program = useProgram();
  const edit = (task: string, field: string) => () =>
    answering('Allow', () => choosing(field, () => run('editTask', { task })));

  it('T2 of labels and effort that are too long', async () => {
    const id = await newTask('Limited');
    assert.match(await refusing('x'.repeat(101), edit(id, 'Effort')), /^At most 100 characters are possible; .* 101/);
    assert.match(await refusing('a,'.repeat(101), edit(id, 'Labels')), /^At most 100 entries are possible; .* 101/);
    assert.match(await refusing('x'.repeat(501), edit(id, 'Labels')), /at most 500 characters; “x{40}…” has 501/);
    const { task, effort } = await program().read('task.show', { task: id });
    assert.deepEqual([task.labels, effort], [[], null]);
  });

  it('F1 of files that are not in the workspace folder, or not as they are read', async () => {
    const id = await newTask('Placed');
    for (const file of ['../../etc/passwd', '/etc/hosts'])
      assert.match(
        await refusing(`src/a.ts, ${file}`, edit(id, 'Expected files')),
        /is no file or pattern in the workspace/,
      );
    assert.match(await refusing('src/a\u202eb.ts', edit(id, 'Expected files')), /⟨U\+202E⟩.* turn the text round/);
    assert.deepEqual((await program().read('task.show', { task: id })).files, []);
    await saying('src/**/*.ts, docs/', edit(id, 'Expected files'));
    assert.deepEqual((await program().read('task.show', { task: id })).files, ['src/**/*.ts', 'docs/']);
  });

  it('of words that are searched for, by which the filter stays as it was', async () => {
    const said = await hearing(() => run('filterTasks', { text: 'x'.repeat(501) }));
    assert.match(said.join(), /At most 500 characters are possible/);
    const typed = () => ticking(() => run('filterTasks'));
    assert.match(await refusing('x'.repeat(501), typed), /^At most 500 characters are possible/);
  });
});

describe('V2 a list that is asked again by Back', () => {
  const rows = ['None', 'The plan', 'All'].map((label) => ({ label, value: label }));
  const questionOf = () => ({
    title: 'New Plan',
    step: 2,
    steps: 3,
    canGoBack: true,
    chosen: new ChosenRows().of(undefined, 'approval'),
  });

  /** Which row Enter would choose. */
  async function active(ask: () => Promise<unknown>): Promise<string | undefined> {
    const createQuickPick = vscode.window.createQuickPick.bind(vscode.window);
    let first: string | undefined;
    const looked = (): vscode.QuickPick<vscode.QuickPickItem> => {
      const pick = createQuickPick();
      return Object.assign(pick, { show: () => (first = pick.activeItems[0]?.label) });
    };
    await instead({ createQuickPick: looked as typeof vscode.window.createQuickPick }, async () => {
      void ask();
    });
    return first;
  }

  it('has the row that was chosen where Enter is, above what is likely', async () => {
    const place = questionOf();
    const ask = (likely?: string) => askChoice(place, 'What do you want to approve?', rows, likely);
    assert.deepEqual([await active(ask), await active(() => ask('All'))], [undefined, 'All']);
    await choosing('The plan', ask);
    assert.deepEqual([await active(ask), await active(() => ask('All'))], ['The plan', 'The plan']);
  });

  it('has the rows ticked that were', async () => {
    const place = questionOf();
    const ask = () => askSeveral(place, 'Which?', rows, (row) => row === 'All');
    assert.deepEqual(await ticking(ask), ['All']);
    await ticking(ask, { all: true });
    assert.deepEqual(await ticking(ask), ['None', 'The plan', 'All']);
  });
});

describe('V6 a long text of a task', () => {
  const program = useProgram();

  it('is a file in the editor, and is kept in the store when it is saved', async () => {
    const id = await newTask('Described', { description: 'One\nTwo\n' });
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.toString() ?? '';
    const query = new URLSearchParams({ folder, task: id, field: 'description' }).toString();
    const uri = vscode.Uri.from({ scheme: 'task-orchestrator-text', path: '/Described.md', query });
    const document = await vscode.workspace.openTextDocument(uri);
    assert.equal(document.getText(), 'One\nTwo\n');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(2, 0), 'Three\n');
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.ok(await document.save());
    assert.equal((await program().read('task.show', { task: id })).description, 'One\nTwo\nThree\n');
  });

  it('O4 is kept only with a person’s word where there is an approval: any extension can save it', async () => {
    const planned = {
      goal: 'Approved',
      approval: 'plan' as const,
      steps: [{ key: 'a', title: 'A', description: 'Seen' }],
    };
    const { task, steps } = await program().execute('task.plan', planned, { actor: 'agent:test/host' });
    await answering('Approve', () => run('approveTask', { task, version: 1 }));
    const standing = async () => {
      const { description, task: step } = await program().read('task.show', { task: steps['a'] ?? '' });
      return [description, step.state, (await program().read('task.get', { id: task }))?.state];
    };
    const before = await standing();
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.toString() ?? '';
    const query = new URLSearchParams({ folder, task: steps['a'] ?? '', field: 'description' }).toString();
    const uri = vscode.Uri.from({ scheme: 'task-orchestrator-text', path: '/A.md', query });
    const document = await vscode.workspace.openTextDocument(uri);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(0, 0), 'Not ');
    await vscode.workspace.applyEdit(edit);
    const asked = await answering(undefined, () => document.save());
    assert.equal(asked.length, 1);
    assert.match(asked[0] ?? '', /though a person approves “Approved”[\s\S]*Not Seen/);
    assert.deepEqual([await standing(), document.isDirty], [before, true]);
    assert.equal((await answering('Keep', () => document.save())).length, 1);
    assert.deepEqual(await standing(), ['Not Seen', ...before.slice(1)]);
  });

  it('follows what others write, and is gone with its task', async () => {
    const id = await newTask('Followed', { description: 'Mine' });
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.toString() ?? '';
    const query = new URLSearchParams({ folder, task: id, field: 'description' }).toString();
    const uri = vscode.Uri.from({ scheme: 'task-orchestrator-text', path: '/Followed.md', query });
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    await program().execute('task.edit', { task: id, description: 'Theirs' }, { actor: 'agent:test/host' });
    await until('the editor shows it', () => document.getText() === 'Theirs');
    await answering('Delete', () => run('deleteTask', { task: id }));
    await assert.rejects(Promise.resolve(vscode.workspace.fs.readFile(uri)), { code: 'FileNotFound' });
  });
});
