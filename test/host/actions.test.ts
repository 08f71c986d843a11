import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { SCHEME } from '../../src/vscode/contributions/schemes';
import { commands } from '../../src/vscode/contributions/commands';
import { actor, agreed, answering, newTask, run, until, useProgram } from './harness';
import { saying } from './person';

describe('V1 commands that are called with all they need', () => {
  const program = useProgram();
  const show = (task: string) => program().read('task.show', { task });
  const stateOf = async (task: string) => (await show(task)).task.state;

  const tokens = new Map<string, string>();

  /** What an agent does up to the point where a person is asked. */
  async function submitPlan(task: string, plan: string): Promise<void> {
    const taken = await program().execute('task.claim', { task }, { actor });
    assert.ok('claim' in taken);
    tokens.set(task, taken.claim);
    await program().execute('task.progress', { task, claim: taken.claim, plan }, { actor });
  }

  describe('planning', () => {
    it('make a task with its details, and one below it', async () => {
      const parent = await newTask('Write the docs', { description: 'All of them', priority: 'high', stream: 'Docs' });
      const child = await run('newStep', { task: parent, title: 'Outline' });
      assert.equal(typeof child, 'string');
      const { task, description } = await show(parent);
      assert.deepEqual([task.priority, task.stream, task.children, description], ['high', 'Docs', 1, 'All of them']);
    });

    it('plan a goal with its steps, one after the other', async () => {
      const steps = ['Lexer', 'Parser', 'Printer'];
      const goal = await run('newPlan', { goal: 'Compiler', approval: 'plan', steps, order: 'sequence' });
      assert.ok(typeof goal === 'string');
      assert.equal(await stateOf(goal), 'plan_awaiting_approval');
      const { rows } = await program().read('task.children', { parent: goal });
      assert.deepEqual(
        rows.map(({ title, unmet }) => [title, unmet]),
        [
          ['Lexer', 0],
          ['Parser', 1],
          ['Printer', 1],
        ],
      );
    });

    it('change several fields together', async () => {
      const id = await newTask('Speling');
      await agreed('editTask', {
        task: id,
        title: 'Spelling',
        role: 'tester',
        labels: ['a', 'b'],
        due: 5,
        stages: ['review'],
      });
      const { task, stages } = await show(id);
      assert.deepEqual(
        [task.title, task.role, [...task.labels], task.dueAt, [...stages]],
        ['Spelling', 'tester', ['a', 'b'], 5, ['review']],
      );
    });

    it('rename a task', async () => {
      const id = await newTask('Speling');
      await agreed('renameTask', { task: id, title: 'Spelling' });
      assert.equal((await show(id)).task.title, 'Spelling');
    });

    it('V9 move a task up and down among those that are shown beside it, and no further', async () => {
      const parent = await newTask('Order');
      const ids: string[] = [];
      for (const title of ['First', 'Second', 'Third']) ids.push(String(await run('newStep', { task: parent, title })));
      const [first = '', second = '', third = ''] = ids;
      const order = async () => (await program().read('task.children', { parent })).rows.map(({ id }) => id);
      await run('moveTaskUp', { task: third });
      assert.deepEqual(await order(), [first, third, second]);
      await run('moveTaskDown', { task: first });
      assert.deepEqual(await order(), [third, first, second]);
      await run('moveTaskDown', { task: second });
      await run('moveTaskUp', { task: third });
      assert.deepEqual(await order(), [third, first, second]);
    });

    it('move a task below another one, and among its siblings', async () => {
      const parent = await newTask('Parent');
      const [first, second] = [await newTask('First'), await newTask('Second')];
      await agreed('moveTask', { task: first, parent });
      await agreed('moveTask', { task: second, parent });
      await agreed('moveTask', { task: second, before: first });
      const { rows } = await program().read('task.children', { parent });
      assert.deepEqual(
        rows.map(({ id }) => id),
        [second, first],
      );
    });

    it('note something', async () => {
      const id = await newTask('Noted');
      await run('addNote', { task: id, text: 'Look at the tests first' });
      const { rows } = await program().read('task.events', { task: id });
      assert.deepEqual(rows[0]?.after, { text: 'Look at the tests first' });
    });
  });

  describe('working', () => {
    it('take a task, tell how it goes and finish it, as the one who holds it', async () => {
      const id = await newTask('Mine');
      await run('claimTask', { task: id });
      await until('its panel is there', () => vscode.window.tabGroups.activeTabGroup.activeTab?.label === 'Mine');
      assert.ok((await show(id)).task.claimed);
      await run('reportProgress', { task: id, note: 'Half done' });
      await agreed('finishTask', { task: id, result: 'done', summary: 'All done' });
      const { task, result } = await show(id);
      assert.deepEqual([task.state, result?.summary], ['completed', 'All done']);
    });

    it('give a task of somebody else back', async () => {
      const id = await newTask('Held');
      await program().execute('task.claim', { task: id }, { actor });
      await answering('Release Claim', () => run('releaseTask', { task: id, reason: 'The agent is gone' }));
      assert.equal((await show(id)).task.claimed, false);
    });

    it('submit a plan', async () => {
      const id = await newTask('Planned');
      await agreed('editTask', { task: id, stages: ['plan', 'plan_approval'] });
      await agreed('submitPlan', { task: id, plan: 'First this, then that' });
      const { task, plan } = await show(id);
      assert.deepEqual([task.state, plan?.body], ['plan_awaiting_approval', 'First this, then that']);
    });

    it('resume interrupted work, for the person or for an agent', async () => {
      const id = await newTask('Interrupted');
      await program().execute('task.claim', { task: id, ttl_ms: 1_000 }, { actor });
      await until('the claim has run out', async () => (await show(id)).task.offer === 'interrupted');
      await run('resumeTask', { task: id, how: 'copy' });
      assert.match(await vscode.env.clipboard.readText(), /# Interrupted\n/);
      await run('resumeTask', { task: id, how: 'claim' });
      const { task, claim } = await show(id);
      assert.deepEqual([task.claimed, claim?.attempt], [true, 2]);
    });
  });

  describe('deciding', () => {
    it('V4 approve the version that was looked at, and no other', async () => {
      const id = await newTask('Decided');
      await agreed('editTask', { task: id, stages: ['plan', 'plan_approval'] });
      await submitPlan(id, 'One way');
      await answering('Reject', () => run('rejectTask', { task: id, version: 1, reason: 'Another way' }));
      assert.deepEqual([await stateOf(id), (await show(id)).task.stateReason], ['planning', 'Another way']);
      await agreed('submitPlan', { task: id, plan: 'Cannot: the agent holds it' });
      assert.equal((await show(id)).plan?.version, 1);
      await answering('Release Claim', () => run('releaseTask', { task: id, reason: '' }));
      await agreed('submitPlan', { task: id, plan: 'Another way' });
      await answering('Approve', () => run('approveTask', { task: id, version: 1 }));
      assert.equal(await stateOf(id), 'plan_awaiting_approval', 'version 1 is not what waits');
      await answering('Approve', () => run('approveTask', { task: id, version: 2, reason: 'Good' }));
      assert.equal(await stateOf(id), 'plan_approved');
      const { approvals } = await program().read('task.plans', { task: id });
      assert.deepEqual(
        approvals.map(({ verdict, version, reason }) => [verdict, version, reason]),
        [
          ['approved', 2, 'Good'],
          ['rejected', 1, 'Another way'],
        ],
      );
    });

    it('Y4 refuse a verdict on a version that was changed while the person read, and show the newer one', async () => {
      const id = await newTask('Changed under the eyes');
      await agreed('editTask', { task: id, stages: ['plan', 'plan_approval'] });
      await submitPlan(id, 'One way');
      const complaints: string[] = [];
      const { showErrorMessage, showWarningMessage } = vscode.window;
      Object.assign(vscode.window, {
        showErrorMessage: (text: string) => Promise.resolve(void complaints.push(text)),
        // The person answers what they were asked about; the agent was quicker.
        showWarningMessage: async (_: string, __: unknown, approve: string) => {
          await program().execute(
            'task.progress',
            { task: id, claim: tokens.get(id) ?? '', plan: 'Another way' },
            { actor },
          );
          return approve;
        },
      });
      try {
        await run('approveTask', { task: id, version: 1 });
      } finally {
        Object.assign(vscode.window, { showErrorMessage, showWarningMessage });
      }
      assert.equal(await stateOf(id), 'plan_awaiting_approval');
      assert.match(complaints.join(), /about version 1, and there is version 2 now/);
      const { activeTab } = vscode.window.tabGroups.activeTabGroup;
      assert.ok(activeTab?.input instanceof vscode.TabInputTextDiff, activeTab?.label);
      assert.match((await vscode.workspace.openTextDocument(activeTab.input.modified)).getText(), /Another way/);
    });

    it('O4 ask the person, whatever an object says that comes from somebody else', async () => {
      const id = await newTask('Asked about');
      await agreed('editTask', { task: id, stages: ['plan', 'plan_approval'] });
      await submitPlan(id, 'One way');
      const events = async () => (await program().read('task.events', { task: id })).rows.length;
      const before = await events();
      const calls: Parameters<typeof run>[] = [
        ['approveTask', { task: id, version: 1, confirmed: true }],
        // As if it were a row of a view.
        ['approveTask', { kind: 'task', store: { folder: {} }, task: id, version: 1 }],
        ['rejectTask', { task: id, version: 1, reason: 'No' }],
        ['overrideTask', { task: id, reason: 'Enough' }],
        ['releaseTask', { task: id, reason: 'Gone' }],
        ['deleteTask', { task: id, reason: 'Gone', confirmed: true }],
        ['pruneCheckpoints', { task: id, keep: 1 }],
        ['restoreCheckpoint', { task: id, seq: 1, reason: 'Back', confirmed: true }],
      ];
      for (const call of calls) {
        const asked = await answering(undefined, () => run(...call));
        assert.equal(asked.length, 1, call[0]);
      }
      assert.equal(await events(), before);
      const [said] = await answering(undefined, () => run('rejectTask', { task: id, reason: 'Another way' }));
      assert.match(said ?? '', /another extension or an agent[\s\S]*Another way/);
    });

    it('complete a task in spite of its stages', async () => {
      const id = await newTask('Overridden');
      await run('blockTask', { task: id, reason: 'No access' });
      await answering('Complete Anyway', () => run('overrideTask', { task: id, reason: 'Done elsewhere' }));
      assert.equal(await stateOf(id), 'completed');
    });
  });

  it('steer: block, unblock, cancel, reopen, fail, retry', async () => {
    const id = await newTask('Steered');
    const states: string[] = [];
    const step = async (...[key, more]: Parameters<typeof run>) => {
      // Those that are asked about are meant.
      const { outside } = commands[key];
      if (outside === 'asked') await agreed(key, { task: id, ...more });
      else await run(key, { task: id, ...more });
      states.push(await stateOf(id));
    };
    await step('blockTask', { reason: 'No access' });
    await answering('Unblock Task', () => step('unblockTask'));
    await answering('Cancel Task', () => step('cancelTask', { reason: '' }));
    await answering('Reopen Task', () => step('reopenTask', { reason: 'Needed after all' }));
    await step('claimTask');
    await step('finishTask', { result: 'failed', summary: 'It does not work' });
    await step('retryTask');
    assert.deepEqual(states, ['blocked', 'pending', 'cancelled', 'pending', 'implementing', 'failed', 'implementing']);
  });

  it('shelve: archive, take out, delete, bring back', async () => {
    const id = await newTask('Shelved');
    const archivedAt = async () => (await program().read('task.get', { id }))?.archivedAt;
    await answering('Cancel Task', () => run('cancelTask', { task: id, reason: '' }));
    await run('archiveTask', { task: id });
    assert.equal(typeof (await archivedAt()), 'number');
    await run('unarchiveTask', { task: id });
    assert.equal(await archivedAt(), null);
    await answering('Delete', () => run('deleteTask', { task: id }));
    assert.equal(await archivedAt(), undefined);
    await answering('Bring Back', () => run('restoreDeletedTask', { task: id }));
    assert.equal(await archivedAt(), null);
  });

  it('T6 say before they delete how much goes with it, and who loses it', async () => {
    const store = program();
    const steps = [{ title: 'One', steps: [{ title: 'Below one' }] }, { title: 'Two' }];
    const { task } = await store.execute('task.plan', { goal: 'To go', steps }, { actor });
    const { rows } = await store.read('task.children', { parent: task });
    await store.execute('task.claim', { task: rows[1]?.id ?? '' }, { actor });
    const [said] = await answering(undefined, () => run('deleteTask', { task }));
    assert.match(
      said ?? '',
      /^Delete “To go”\?\n3 tasks below go with it\.\nWhoever holds one of them loses the claim\./,
    );
    const [alone] = await answering(undefined, () => run('deleteTask', { task: rows[1]?.id }));
    assert.match(alone ?? '', /^Delete “Two”\?\nWhoever holds it loses the claim\./);
  });

  it('add, waive and remove dependencies', async () => {
    const [id, on, other] = [await newTask('Waits'), await newTask('First of all'), await newTask('Second of all')];
    await run('addDependency', { task: id, on, kind: 'completion', policy: 'block' });
    await run('addDependency', { task: id, on: other, kind: 'data', policy: 'skip' });
    assert.equal((await show(id)).task.unmet, 2);
    await answering('Waive Dependency', () => run('waiveDependency', { task: id, on, reason: 'It can go on' }));
    await answering('Remove Dependency', () => run('removeDependency', { task: id, on: other, kind: 'data' }));
    const { task, waitsFor } = await show(id);
    assert.deepEqual([task.unmet, waitsFor.map(({ waived }) => waived?.reason)], [0, ['It can go on']]);
  });

  it('save, restore and prune checkpoints', async () => {
    const id = await newTask('Checked');
    const list = async () => (await program().read('checkpoint.list', { task: id })).rows;
    await run('saveCheckpoint', { task: id, name: 'before' });
    const [saved] = await list();
    assert.equal(saved?.name, 'before');
    await run('claimTask', { task: id });
    await run('saveCheckpoint', { task: id, name: 'at work' });
    const [same] = await list();
    const asked = await answering(undefined, () => run('restoreCheckpoint', { task: id, seq: same?.seq }));
    assert.match(asked.join(), /It stands as it did then; nothing of it changes\./);
    await answering('Restore', () => run('restoreCheckpoint', { task: id, seq: saved.seq, reason: 'Begin again' }));
    assert.equal(await stateOf(id), 'pending');
    await answering('Remove', () => run('pruneCheckpoints', { task: id, keep: 1 }));
    assert.equal((await list()).length, 1);
  });

  it('make, change, reorder and archive streams', async () => {
    const named = async () => {
      const { rows } = await program().read('stream.list', {});
      return rows.filter(({ name }) => ['Alpha', 'Beta', 'Gamma'].includes(name));
    };
    await run('newStream', { name: 'Alpha' });
    await run('newStream', { name: 'Beta' });
    await agreed('editStream', { stream: 'Beta', name: 'Gamma', concurrency: 2 });
    await run('moveStream', { stream: 'Gamma', after: null });
    await run('archiveStream', { stream: 'Alpha', archived: true });
    assert.deepEqual(
      (await named()).map(({ name, concurrency, archived }) => [name, concurrency, archived]),
      [
        ['Gamma', 2, false],
        ['Alpha', null, true],
      ],
    );
  });

  describe('looking', () => {
    const openText = (): string => {
      const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
      const shown =
        input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText ? input.uri : undefined;
      const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === shown?.toString());
      return document?.uri.scheme === SCHEME ? document.getText() : '';
    };

    it('V5 show a task on a page that follows its changes', async () => {
      const id = await newTask('Read about');
      await run('showTaskAsText', { task: id });
      assert.match(openText(), /^# Read about\n/);
      await run('blockTask', { task: id, reason: 'No access' });
      await until('the page says so', () => openText().includes('No access'));
    });

    it('V5 show history, brief, waves, status, roles and the handover', async () => {
      const goal = await run('newPlan', {
        goal: 'Looked at',
        approval: 'none',
        steps: ['One', 'Two'],
        order: 'sequence',
      });
      const { rows } = await program().read('task.children', { parent: String(goal) });
      const waits = rows[1]?.id;
      const pages: [Parameters<typeof run>, RegExp][] = [
        [['showHistory', { task: waits }], /Created/],
        [['showBrief', { task: waits }], /^# Two\n/],
        [['showWaves', { task: goal }], /## Wave 2\n\n- Two/],
        [['showStatus'], /^# Status\n[^]*\n## Next\n[^]*- One/],
        [['showRoles'], /^# Roles/],
        [['handOver', { how: 'show' }], /^# Handover/],
      ];
      for (const [command, says] of pages) {
        await run(...command);
        assert.match(openText(), says, command[0]);
      }
      await run('showStatus');
      const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
      assert.ok(input instanceof vscode.TabInputCustom, 'as it reads');
      await newTask('![One more](https://example.org/a.png)', { priority: 'critical' });
      await until('the page says so', () => openText().includes('One more'));
      assert.ok(!openText().includes(']('), 'a title loads nothing');
      await run('copyBrief', { task: waits });
      assert.match(await vscode.env.clipboard.readText(), /^# Two\n/);
    });

    it('V16 make links of nothing that others wrote, in a page or a text to edit', async () => {
      const text =
        '[x](command:workbench.action.toggleSidebarVisibility) [y][1] <file:///etc/hosts>\n\n[1]: command:evil\n';
      const id = await newTask('Links nowhere', { description: text });
      for (const open of [
        () => run('showTaskAsText', { task: id }),
        () => run('editTask', { task: id, field: 'description' }),
      ]) {
        await open();
        const document = vscode.window.activeTextEditor?.document ?? assert.fail('nothing is open');
        assert.ok(document.getText().includes(text), 'the text is as it was written');
        const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
          'vscode.executeLinkProvider',
          document.uri,
          100,
        );
        assert.deepEqual(
          links.map(({ target }) => target?.scheme).filter((scheme) => scheme !== 'file'),
          [],
        );
        assert.equal(document.languageId, 'task-orchestrator-page', 'VS Code links what is Markdown');
        const editor = vscode.workspace.getConfiguration('editor', document);
        assert.deepEqual([editor.get('links'), editor.get('wordWrap')], [false, 'on']);
      }
    });

    it('V2 does not offer a page of ours for the plan of a task', async () => {
      const id = await newTask('To be planned');
      await agreed('editTask', { task: id, stages: ['plan'] });
      await run('showTaskAsText', { task: await newTask('Somebody else’s') });
      assert.match(openText(), /^# Somebody else’s/);
      await answering('Allow', () => saying('Mine', () => run('submitPlan', { task: id })));
      const { plans } = await program().read('task.plans', { task: id });
      assert.deepEqual(
        plans.map(({ body }) => body),
        ['Mine'],
      );
    });

    it('V5 compare two versions of a plan, and two checkpoints', async () => {
      const id = await newTask('Compared');
      await agreed('editTask', { task: id, stages: ['plan', 'plan_approval'] });
      await agreed('submitPlan', { task: id, plan: 'One' });
      await agreed('submitPlan', { task: id, plan: 'Two' });
      await run('showPlanVersions', { task: id, from: 1, to: 2 });
      const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
      assert.ok(tab?.input instanceof vscode.TabInputTextDiff);
      assert.match(tab.label, /version 1 → 2/);
      const { rows } = await program().read('checkpoint.list', { task: id });
      await run('compareCheckpoints', { task: id, from: rows.at(-1)?.seq, to: 0 });
      assert.match(openText(), /plan: 1 → 2/);
    });
  });
});
