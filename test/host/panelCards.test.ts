import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { EngineClient } from '../../src/engine/client';
import type { TaskView } from '../../src/shared/taskPanel/view';
import { isOffered } from '../../src/vscode/panels/acts';
import { readFacts } from '../../src/vscode/panels/view/facts';
import { taskView } from '../../src/vscode/panels/view/taskView';
import { planForPeople } from '../../src/vscode/words/planText';
import { foundWords } from '../../src/vscode/commands/working/produced';
import type { FolderStore } from '../../src/vscode/folderStore';
import { row } from '../unit/vscode/rows';
import { actor, agreed, answering, newTask, run, until, useProgram } from './harness';

const storeOf = (client: EngineClient): FolderStore =>
  ({ read: client.read.bind(client), folder: vscode.workspace.workspaceFolders?.[0] }) as unknown as FolderStore;

describe('the cards of a panel, as text', () => {
  const program = useProgram();
  const viewOf = async (task: string): Promise<TaskView> =>
    taskView(await readFacts(storeOf(program()), task), { folder: 'f', folderName: null, readOnly: false });

  async function take(task: string): Promise<string> {
    const taken = await program().execute('task.claim', { task }, { actor });
    assert.ok('claim' in taken);
    return taken.claim;
  }

  const cards = ({ needs }: TaskView): string[] =>
    needs.flatMap((card) => [
      card.heading,
      ...card.details.map(({ name, values }) => `  ${name}: ${values.join(' | ')}`),
    ]);

  it('Y14 say what is expected, whether its checks may be run, and what it is good for where there is nothing', async () => {
    const id = await newTask('Expected of');
    const { expected } = await viewOf(id);
    assert.deepEqual([expected.files, expected.checks], [[], []]);
    assert.match(expected.empty, /this task counts as done when someone says so/);
    await agreed('editTask', { task: id, files: ['README.md'], checks: ['test -e  README.md'] });
    const [check] = (await viewOf(id)).expected.checks;
    assert.equal(check?.command, 'test -e⟨␣×2⟩README.md');
    assert.equal(check.permission.words, 'Not approved by a person, so it is not run');
    assert.equal(check.standing, null);
    assert.deepEqual(cards(await viewOf(id)), []);
    await take(id);
    assert.deepEqual(cards(await viewOf(id)), [
      'A check waits for your approval.',
      '  Commands: test -e⟨␣×2⟩README.md',
    ]);
    const asked = await answering('Approve', () => run('approveChecks', { task: id, which: 'open' }));
    assert.deepEqual(asked.length, 1);
    assert.match(asked[0] ?? '', /test -e⟨␣×2⟩README\.md/);
    assert.deepEqual(cards(await viewOf(id)), []);
    assert.match((await viewOf(id)).expected.checks[0]?.permission.words ?? '', /^May be run, approved by /);
    await assert.doesNotReject(Promise.resolve(run('approveChecks', { task: id, which: 'open' })));
    const withChecks = row({ hasChecks: true });
    for (const act of ['allowOpenChecks', 'expectFiles', 'expectChecks'] as const)
      assert.deepEqual([isOffered(act, withChecks, false), isOffered(act, withChecks, true)], [true, false], act);
  });

  it('F8 say of a file that was reported and was not there that it was not, and nothing worse', async () => {
    const id = await newTask('Reports what is not there');
    const claim = await take(id);
    const file = { op: 'create', path: 'never-written.txt' } as const;
    await program().execute('task.progress', { task: id, claim, files: [file] }, { actor });
    const { evidence } = await viewOf(id);
    const [line] = evidence?.files ?? [];
    assert.deepEqual([line?.standing.words, line?.gone, line?.tools], ['Not found when it was reported', true, []]);
    assert.deepEqual([evidence?.standing, cards(await viewOf(id))], [null, []]);
  });

  it('Y2 say which files and checks do not hold, and what can be done about them', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail();
    const files = ['page-10.txt', 'page-2.txt'];
    const write = (path: string, text: string) =>
      vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, path), Buffer.from(text));
    const id = await newTask('Does not hold');
    const claim = await take(id);
    for (const path of files) await write(path, 'As it was.\n');
    try {
      const produced = files.map((path) => ({ op: 'create' as const, path }));
      const ending = { task: id, claim, result: 'done' as const, summary: 'Done', files: produced };
      assert.ok((await program().execute('task.finish', ending, { actor })).accepted);
      const held = await viewOf(id);
      assert.deepEqual([held.standing.words, cards(held)], ['Done, verified', []]);
      assert.match(held.expected.empty, /^No expected files or checks are set. What it changes is verified/);
      for (const path of files) await write(path, 'Another.\n');
      await program().execute('task.verify', { task: id }, { actor });
      const broken = await viewOf(id);
      assert.equal(broken.standing.words, 'Done, 2 files changed since');
      assert.deepEqual(cards(broken), [
        '2 files have changed since this was done.',
        '  Differs: page-2.txt | page-10.txt',
      ]);
      const [card] = broken.needs;
      assert.ok(card?.kind === 'stopped');
      assert.deepEqual(card.acts, ['putBack', 'acceptFiles', 'verify']);
      assert.equal(broken.evidence?.filesFail, true);
    } finally {
      for (const path of files) await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, path));
    }
  });

  it('Y2 say that what was handed in is not accepted, though its worker still holds it', async () => {
    const id = await newTask('Check fails');
    await agreed('editTask', { task: id, checks: ['node --eval "process.exit(3)"'] });
    const claim = await take(id);
    await answering('Approve', () => run('approveChecks', { task: id, which: 'open' }));
    const ending = { task: id, claim, result: 'done' as const, summary: 'Done' };
    assert.ok(!(await program().execute('task.finish', ending, { actor })).accepted);
    const view = await viewOf(id);
    assert.equal(view.standing.words, 'Not done: 1 check failed');
    assert.deepEqual(cards(view), [
      'Handed in as done, but 1 check failed.',
      '  Failed: node --eval "process.exit(3)"',
      '  Why: it ended with exit code 3',
    ]);
    assert.deepEqual([view.evidence?.standing, view.evidence?.filesFail], [null, false]);
    assert.match(view.evidence?.summary ?? '', /^Last verified by agent test, just now: 1 check failed$/);
    const labels = view.offers.filter(({ act }) => act === 'allowChecks').map(({ label }) => label);
    assert.deepEqual(labels, ['Change Approved Checks…']);
  });

  it('Y14 say which expected file is missing beside it, and nothing against the files that hold', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail();
    const there = vscode.Uri.joinPath(folder, 'is-there.txt');
    const id = await newTask('Leaves one out');
    await agreed('editTask', { task: id, files: ['left-out.txt', 'left/*.out'] });
    const marks = async () =>
      (await viewOf(id)).expected.files.map(({ path, standing }) => `${path}: ${standing?.words ?? ''}`);
    assert.deepEqual(await marks(), ['left-out.txt: ', 'left/*.out: ']);
    const claim = await take(id);
    await vscode.workspace.fs.writeFile(there, Buffer.from('Here.\n'));
    try {
      const files = [{ op: 'create' as const, path: 'is-there.txt' }];
      const ending = { task: id, claim, result: 'done' as const, summary: 'Done', files };
      assert.ok(!(await program().execute('task.finish', ending, { actor })).accepted);
      assert.deepEqual(await marks(), ['left-out.txt: Missing', 'left/*.out: Missing']);
      const { evidence } = await viewOf(id);
      assert.deepEqual(
        evidence?.files.map(({ path, standing }) => `${path}: ${standing.words}`),
        ['is-there.txt: Verified'],
      );
      assert.deepEqual([evidence.standing, evidence.filesFail], [null, false]);
      assert.match(evidence.summary, /^Last verified by agent test, just now: 2 files are missing$/);
    } finally {
      await vscode.workspace.fs.delete(there);
    }
  });

  it('Y2 say of work that failed what its worker reports as the error, in the card and in the timeline', async () => {
    const id = await newTask('Breaks');
    const claim = await take(id);
    const error = { type: 'BuildError', message: 'tsc ended with 2', stack: 'at build.ts:1' };
    const ending = { task: id, claim, result: 'failed' as const, summary: 'It does not build', error };
    await program().execute('task.finish', ending, { actor });
    const view = await viewOf(id);
    assert.deepEqual(cards(view), ['It failed just now.', '  Error: BuildError: tsc ended with 2']);
    const line = view.events.rows.find(({ what }) => what === 'Failed');
    assert.deepEqual(line?.parts, [
      { text: 'Implementing → Failed', written: false },
      { text: 'It does not build', written: true },
      { text: 'BuildError: tsc ended with 2', written: false },
    ]);
  });

  it('Y16 name tasks in a plan by their titles', async () => {
    const before = await newTask('Elsewhere');
    const steps = [
      { key: 'read', title: 'Read it' },
      { title: 'Write it', after: ['read', before], role: 'implementer' },
    ];
    const { task } = await program().execute('task.plan', { goal: 'By title', approval: 'plan', steps }, { actor });
    const { plans } = await program().read('task.plans', { task });
    const [plan] = plans;
    assert.equal(
      await planForPeople(storeOf(program()), plan?.body ?? ''),
      '1. **Read it**\n2. **Write it** (implementer; after “Read it”, “Elsewhere”)',
    );
  });

  it('Y16 say each thing once: steps that the plan names are not listed again', async () => {
    const steps = [{ title: 'Read it' }, { title: 'Write it' }];
    const { task } = await program().execute('task.plan', { goal: 'Once', approval: 'plan', steps }, { actor });
    assert.deepEqual(cards(await viewOf(task)), ['Version 1 of the plan waits for you.']);
  });

  it('Y16 compare with what was rejected last and with what was approved last, and say what is worth a look', async () => {
    const id = await newTask('Compared');
    const stages = ['plan', 'plan_approval', 'implementation_approval'];
    await agreed('editTask', { task: id, stages, files: ['src/*.ts'] });
    const claim = await take(id);
    const plan = (text: string) => program().execute('task.progress', { task: id, claim, plan: text }, { actor });
    await plan('One');
    await answering('Approve', () => run('approveTask', { task: id, version: 1 }));
    await plan('Two');
    await answering('Reject', () => run('rejectTask', { task: id, version: 2, reason: 'Too long' }));
    // Y21
    const { rejection } = (await viewOf(id)).overview;
    assert.match(rejection?.heading ?? '', /^Version 2 of the plan was rejected by /);
    assert.equal(rejection?.reason, 'Too long');
    await plan('Three');
    const [card] = (await viewOf(id)).needs;
    assert.ok(card?.kind === 'approval');
    assert.deepEqual(card.comparisons, [
      { version: 2, words: 'rejected' },
      { version: 1, words: 'approved' },
    ]);
    assert.equal((await viewOf(id)).overview.rejection, null);
    await answering('Approve', () => run('approveTask', { task: id, version: 3 }));
    const files = [{ op: 'modify' as const, path: 'README.md' }];
    await program().execute('task.progress', { task: id, claim, files }, { actor });
    const ending = { task: id, claim, result: 'needs_revision' as const, summary: 'Not yet' };
    await program().execute('task.finish', ending, { actor });
    assert.equal((await viewOf(id)).overview.rejection, null);
  });

  it('Y19 a plan that a person has changed after its approval says that it counts', async () => {
    const steps = [
      { key: 'a', title: 'First' },
      { key: 'b', title: 'Second' },
    ];
    const made = await program().execute('task.plan', { goal: 'Moved in', approval: 'plan', steps }, { actor });
    await answering('Approve', () => run('approveTask', { task: made.task, version: 1 }));
    const told: string[] = [];
    const { window } = vscode;
    const original = window.showInformationMessage;
    Object.assign(window, {
      showInformationMessage: (text: string, ...buttons: string[]) => {
        told.push(`${text} [${buttons.join()}]`);
        return Promise.resolve(buttons.includes('Undo') ? 'Undo' : undefined);
      },
    });
    try {
      await run('moveTaskDown', { task: made.steps['a'] });
      await until(
        'it is undone',
        async () => (await program().read('task.plans', { task: made.task })).plans.length === 3,
      );
    } finally {
      Object.assign(window, { showInformationMessage: original });
    }
    assert.deepEqual(told, [
      'Moved “First”. The plan of “Moved in” is version 2 now and stays approved, as a person has changed it. [Undo]',
    ]);
    const { plans } = await viewOf(made.task);
    assert.match(plans[0]?.verdict?.words ?? '', /^Counts as approved: .* changed it after version 1 was approved$/);
    const { rows } = await program().read('task.children', { parent: made.task });
    assert.deepEqual(
      rows.map(({ title }) => title),
      ['First', 'Second'],
    );
  });
});

describe('Y20 what was opened for a verdict in a panel or beside it', () => {
  const program = useProgram();
  const tabs = (text: string) =>
    vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter(({ label }) => label.includes(text));

  it('is closed after it', async () => {
    const { task } = await program().execute(
      'task.plan',
      { goal: 'Left open', approval: 'plan', steps: [{ title: 'One' }] },
      { actor },
    );
    await answering('Approve', async () => {
      const approval = run('approveTask', { task, version: 1 });
      await until('the plan is shown', () => tabs('Left open (plan)').length === 1);
      await approval;
    });
    await until(
      'it is approved',
      async () => (await program().read('task.get', { id: task }))?.state === 'plan_approved',
    );
    await until('the plan is closed', () => tabs('Left open (plan)').length === 0);
  });
});

describe('Y15 finishing a task from its panel', () => {
  const program = useProgram();

  it('asks which files it has produced, and holds them against the disk', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail();
    const file = vscode.Uri.joinPath(folder, 'produced.txt');
    const id = await newTask('Produces');
    // Others are at work in this folder: whose a change is follows from what is expected.
    await agreed('editTask', { task: id, files: ['produced.txt'] });
    await run('claimTask', { task: id });
    await vscode.workspace.fs.writeFile(file, Buffer.from('Here it is.\n'));
    try {
      await until('it was seen', async () =>
        (await program().read('task.evidence', { task: id })).files.some(({ path }) => path === 'produced.txt'),
      );
      let isOver = false;
      const finishing = Promise.resolve(run('finishTask', { task: id, summary: 'It is there' })).then(
        () => (isOver = true),
      );
      const allowed = answering('Allow', async () => {
        // How it ended, then the files: the first of the one, and what is ticked of the others.
        await until('it is finished', async () => {
          await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
          return isOver;
        });
      });
      await Promise.all([finishing, allowed]);
      const { files, state } = await program().read('task.evidence', { task: id });
      assert.deepEqual(
        files.map(({ path, noticed, status }) => `${path} ${noticed} ${String(status)}`),
        ['produced.txt manual verified'],
      );
      assert.equal(state, 'completed');
    } finally {
      await vscode.workspace.fs.delete(file);
    }
  });

  it('says what was verified', () => {
    const found = { status: 'verified', summary: '', files: [], total: 2, checks: [] } as const;
    assert.equal(foundWords({ ...found, files: [], checks: [] }), 'Verified: 2 files as they were left.');
    assert.equal(foundWords({ ...found, total: 1, files: [], checks: [] }), 'Verified: 1 file as it was left.');
    assert.equal(
      foundWords({ status: 'unverifiable', summary: 'x', files: [], total: 0, checks: [] }),
      'Nothing was verified: no file is known to be its work, and it has no check.',
    );
  });
});
