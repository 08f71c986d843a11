import { strict as assert } from 'node:assert';
import type { EngineClient } from '../../src/engine/client';
import type { FolderStore } from '../../src/vscode/folderStore';
import { isOffered, offersFor } from '../../src/vscode/panels/acts';
import { Requests } from '../../src/vscode/panels/requests';
import { readFacts } from '../../src/vscode/panels/view/facts';
import { taskView } from '../../src/vscode/panels/view/taskView';
import type { Needs, TaskView } from '../../src/shared/taskPanel/view';
import { row } from '../unit/vscode/rows';
import * as vscode from 'vscode';
import { actor, agreed, answering, newTask, run, until, useProgram } from './harness';

/** The parts of a store that a panel's view is read through, by the program that looks on. */
const storeOf = (client: EngineClient): FolderStore =>
  ({
    read: client.read.bind(client),
    folder: vscode.workspace.workspaceFolders?.[0],
    assertTrusted: () => undefined,
  }) as unknown as FolderStore;

const byNobody = (words: string): string => words.replace(/by .*/, 'by someone');

function toldOfCard(card: Needs): string[] {
  const details = card.details.map(({ name, values }) => `  ${name}: ${values.join(', ')}`);
  if (card.kind === 'stopped') return [`! ${[card.heading, card.text, card.next].join(' ')}`, ...details];
  const { heading, comparisons, lastRejection } = card;
  const since = comparisons.map(({ version, words }) => ` since ${version}, ${words}`).join(';');
  const back = lastRejection === null ? [] : [`! someone: ${lastRejection.reason}`];
  return [`! ${heading}${since}`, ...back, ...details];
}

/** What the view says, as somebody would read it from the top down; times and ids are left out. */
function told({ title, path, standing, facts, needs, overview, plans, offers }: TaskView): string[] {
  return [
    [...path.map((parent) => parent.title), title].join(' › '),
    `${standing.icon} ${[standing.words, ...facts].join(' · ')}`,
    ...needs.flatMap(toldOfCard),
    ...(overview.rejection ? [`! ${byNobody(overview.rejection.heading)}: ${overview.rejection.reason}`] : []),
    ...overview.waitsFor.map((link) => `< ${link.title}, ${link.standing.words}`),
    ...overview.waitedForBy.map((link) => `> ${link.title}, ${link.standing.words}`),
    ...overview.children.rows.map((link) => `- ${link.title}, ${link.standing.words}`),
    ...plans.map(
      ({ version, verdict }) => `plan ${version}: ${verdict?.words.replace(/by .*/, 'by someone') ?? 'no verdict'}`,
    ),
    `[${offers
      .filter(({ first }) => first)
      .map(({ label }) => label)
      .join()}]`,
  ];
}

describe('Y2 the view of a panel, as text', () => {
  const program = useProgram();
  const viewOf = async (task: string): Promise<TaskView> =>
    taskView(await readFacts(storeOf(program()), task), { folder: 'f', folderName: null, readOnly: false });

  async function take(task: string, ttl_ms?: number): Promise<string> {
    const taken = await program().execute('task.claim', { task, ...(ttl_ms !== undefined && { ttl_ms }) }, { actor });
    assert.ok('claim' in taken);
    return taken.claim;
  }

  it('says of a goal how far its steps are', async () => {
    const goal = await run('newPlan', { goal: 'Ship it', approval: 'none', steps: ['One', 'Two'], order: 'sequence' });
    const view = await viewOf(String(goal));
    assert.deepEqual(told(view), [
      'Ship it',
      'circle-outline Ready',
      '- One, Ready',
      '- Two, Waits for “One”',
      '[Add Task Below…]',
    ]);
    assert.deepEqual(view.progress, { done: 0, total: 2, words: '0 of 2 steps done' });
    assert.deepEqual([view.expected.noFiles, view.expected.noChecks], ['None.', 'None.']);
    const [one, two] = view.overview.children.rows;
    assert.deepEqual(told(await viewOf(two?.id ?? '')), [
      'Ship it › Two',
      'circle-outline Waits for “One”',
      '< One, Ready',
      '[]',
    ]);
    assert.deepEqual(told(await viewOf(one?.id ?? '')).slice(1), ['circle-outline Ready', '> Two, ', '[Claim for Me]']);
  });

  it('Y3 says of what needs it what else that waits for', async () => {
    const [first, second, last] = [await newTask('First'), await newTask('Second'), await newTask('Last')];
    for (const on of [first, second])
      await run('addDependency', { task: last, on, kind: 'completion', policy: 'block' });
    const neededBy = async (task: string) =>
      (await viewOf(task)).overview.waitedForBy.map(({ standing }) => standing.words);
    assert.deepEqual(
      [await neededBy(first), await neededBy(second)],
      [['Waits for another task'], ['Waits for “First” and 1 more']],
    );
  });

  it('Y4 shows a plan with what it is to be compared with, and what came back the last time', async () => {
    const id = await newTask('Planned');
    await agreed('editTask', {
      task: id,
      stages: ['plan', 'plan_approval'],
      files: ['src/*.ts'],
      checks: ['npm test'],
    });
    const claim = await take(id);
    await program().execute('task.progress', { task: id, claim, plan: 'One' }, { actor });
    await answering('Reject', () => run('rejectTask', { task: id, reason: 'Too short', version: 1 }));
    await program().execute('task.progress', { task: id, claim, plan: 'Two' }, { actor });
    await program().execute('task.progress', { task: id, claim, plan: 'Three' }, { actor });
    const view = await viewOf(id);
    assert.deepEqual(told(view).slice(0, 4), [
      'Planned',
      'bell-dot Plan needs you · agent test',
      '! Version 3 of the plan waits for you. since 1, rejected',
      '! someone: Too short',
    ]);
    assert.deepEqual(
      view.plans.map(({ version, verdict }) => `${version} ${String(verdict?.approved)}`),
      ['3 undefined', '2 undefined', '1 false'],
    );
  });

  it('Y24 says what a checkpoint holds, as far as no other part of the panel does', async () => {
    const id = await newTask('With checkpoints');
    const claim = await take(id);
    const checkpoint = { name: 'half', data: { done: ['run()', 'flags'], left: 'csv', plan: 1, deep: { a: 1 } } };
    await program().execute('task.progress', { task: id, claim, checkpoint }, { actor });
    const [half, began] = (await viewOf(id)).checkpoints.rows;
    assert.deepEqual(
      half?.holds.map(({ name, values }) => `${name}: ${values.join(', ')}`),
      ['done: run(), flags', 'left: csv', 'deep: {"a":1}'],
    );
    assert.deepEqual(began?.holds, []);
  });

  it('says of work that stopped where it stopped and how it goes on', async () => {
    const id = await newTask('Interrupted');
    const claim = await take(id, 1_000);
    const said = { note: 'Half of it', checkpoint: { name: 'lexer done' } };
    await program().execute('task.progress', { task: id, claim, ...said }, { actor });
    await until('it is interrupted', async () => (await program().read('task.get', { id }))?.offer === 'interrupted');
    const text = told(await viewOf(id));
    assert.match(
      text[2] ?? '',
      /^! The work of agent test stopped .*, after “lexer done”\. {2}Do the rest of the work\.$/,
    );
    assert.match(text[3] ?? '', /Last note: Half of it \(.*\)$/);
    assert.equal(text.at(-1), '[Resume]');
  });
});

describe('Y8 what a page asks for', () => {
  const program = useProgram();
  const asked = (task: string, done: [string, { fields: object }][] = []) =>
    new Requests(storeOf(program()), task, async (key, argument) => {
      done.push([key, argument as { fields: object }]);
      // The panel hands over a row of this window; a suite of its own has none, and names the task.
      const { task: row, fields } = argument as { task: { id: string }; fields: object };
      return run(key, { task: row.id, ...fields });
    });

  it('is refused when it is not offered for the task now', async () => {
    const id = await newTask('Not blocked');
    const done: [string, { fields: object }][] = [];
    await assert.rejects(asked(id, done).answer({ ask: 'act', act: 'unblock' }), { code: 'not_possible' });
    assert.deepEqual(done, []);
    await asked(id, done).answer({ ask: 'act', act: 'openAsText' });
    assert.equal(done.length, 1);
  });

  it('opens no file outside of the folder, and makes none', async () => {
    const requests = asked(await newTask('With files'));
    for (const path of [
      '../secret',
      '/etc/passwd',
      'src/../../x',
      '.git/config',
      'C:\\x',
      'file:///etc/passwd',
      'not/there.ts',
    ])
      await assert.rejects(requests.answer({ ask: 'openFile', path }), { code: 'not_found' }, path);
    await requests.answer({ ask: 'openFile', path: 'README.md' });
    assert.match(vscode.window.activeTextEditor?.document.uri.path ?? '', /\/README\.md$/);
  });

  it('Y13 does about one file what its row offers, and nothing about one that holds', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail();
    const file = vscode.Uri.joinPath(folder, 'made-for-the-panel.txt');
    const write = (text: string) => vscode.workspace.fs.writeFile(file, Buffer.from(text));
    await write('As it was handed in.\n');
    try {
      const { task } = await program().execute('task.plan', { goal: 'With a file', steps: [] }, { actor });
      const taken = await program().execute('task.claim', { task }, { actor });
      assert.ok('claim' in taken);
      const files = [{ op: 'create' as const, path: 'made-for-the-panel.txt' }];
      const ending = { task, claim: taken.claim, result: 'done' as const, summary: 'Done.', files };
      assert.ok((await program().execute('task.finish', ending, { actor })).accepted);
      const offered = async (readOnly: boolean) => {
        const facts = await readFacts(storeOf(program()), task);
        const { evidence } = taskView(facts, { folder: 'f', folderName: null, readOnly });
        return evidence?.files.map(({ path, tools }) => `${path}: ${tools.map(({ label }) => label).join(', ')}`);
      };
      assert.deepEqual(await offered(false), ['made-for-the-panel.txt: ']);
      await write('Something else.\n');
      await program().execute('task.verify', { task }, { actor });
      const all = 'Show Recorded vs. Current, Restore…, Accept Current Content…, Detach…';
      assert.deepEqual(await offered(false), [`made-for-the-panel.txt: ${all}`]);
      assert.deepEqual(await offered(true), ['made-for-the-panel.txt: Show Recorded vs. Current']);
      const done: [string, { fields: object }][] = [];
      await asked(task, done).answer({ ask: 'file', act: 'compareFiles', path: 'made-for-the-panel.txt' });
      assert.deepEqual(
        done.map(([command, { fields }]) => [command, fields]),
        [['showRecorded', { paths: ['made-for-the-panel.txt'] }]],
      );
      const { activeTab } = vscode.window.tabGroups.activeTabGroup;
      assert.ok(activeTab?.input instanceof vscode.TabInputTextDiff, activeTab?.label);
    } finally {
      await vscode.workspace.fs.delete(file);
    }
  });

  it('Y1 brings a deleted task back', async () => {
    const id = await newTask('Deleted and back');
    await answering('Delete', () => run('deleteTask', { task: id }));
    assert.equal(await program().read('task.get', { id }), null);
    await answering('Bring Back', () => asked(id).answer({ ask: 'undelete' }));
    assert.equal((await program().read('task.get', { id }))?.title, 'Deleted and back');
  });

  it('has an answer for versions and pages', async () => {
    const id = await newTask('With a plan');
    await agreed('editTask', { task: id, stages: ['plan', 'plan_approval'] });
    await agreed('submitPlan', { task: id, plan: 'First' });
    assert.deepEqual(await asked(id).answer({ ask: 'plan', version: 1 }), { version: 1, body: 'First' });
    await assert.rejects(asked(id).answer({ ask: 'plan', version: 2 }), { code: 'not_found' });
    const events = await asked(id).answer({ ask: 'events', before: 1_000_000 });
    assert.ok(events && 'rows' in events && events.rows.length > 0);
  });

  it('in Restricted Mode only looks', () => {
    for (const task of [
      row(),
      row({ state: 'blocked', offer: null }),
      row({ offer: 'interrupted', state: 'implementing' }),
    ]) {
      const left = offersFor(task, true).map(({ act }) => act);
      assert.ok(left.includes('openAsText'));
      for (const act of ['claim', 'resume', 'unblock', 'edit', 'delete', 'cancel'] as const)
        assert.ok(!left.includes(act) && !isOffered(act, task, true), act);
    }
  });
});

describe('Y1 the panel', () => {
  useProgram();

  it('is there once a task, and its tab says its title', async () => {
    const id = await newTask('Looked at in a panel');
    const tabs = () =>
      vscode.window.tabGroups.all
        .flatMap((group) => group.tabs)
        .filter(({ label }) => label === 'Looked at in a panel');
    await run('showTask', { task: id });
    await run('showTask', { task: id });
    await until('its tab is there', () => tabs().length > 0);
    assert.equal(tabs().length, 1);
    await agreed('editTask', { task: id, title: 'Renamed while open' });
    await until('its tab says so', () =>
      vscode.window.tabGroups.all.some((group) => group.tabs.some(({ label }) => label === 'Renamed while open')),
    );
  });
});
