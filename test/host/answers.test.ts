import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { Attention } from '../../src/vscode/attention';
import type { Stores } from '../../src/vscode/stores';
import { NeedsYouView } from '../../src/vscode/views/needsYouView';
import { actor, answering, newTask, run, until, useProgram } from './harness';
import { choosing, hearing } from './person';

const opened = (title: string): Promise<void> =>
  until('its panel is there', () => vscode.window.tabGroups.activeTabGroup.activeTab?.label === title);

describe('V17 answers to people', () => {
  const program = useProgram();

  async function twoSteps(goal: string): Promise<readonly [string, string]> {
    const plan = await run('newPlan', { goal, approval: 'none', steps: ['One', 'Two'], order: 'sequence' });
    const { rows } = await program().read('task.children', { parent: String(plan) });
    return [rows[0]?.id ?? '', rows[1]?.id ?? ''];
  }

  it('Why Is This Blocked? lists what keeps a task back, and leads there', async () => {
    const [one, two] = await twoSteps('Explained');
    const [listed] = await choosing('One', () => run('explainTask', { task: two }));
    assert.deepEqual(listed, {
      title: 'Why Is This Blocked? “Two”',
      rows: ['One · It waits for this, which has to come first.'],
    });
    await opened('One');
    const [free] = await hearing(() => run('explainTask', { task: one }));
    assert.equal(free, 'information: Nothing holds “One” back: it can be taken now.');
  });

  it('What Is Next? lists what can be taken, and leads there', async () => {
    await newTask('Next of all', { priority: 'critical' });
    const [listed] = await choosing('Next of all', () => run('showNext'));
    assert.equal(listed?.title, 'What Is Next?');
    assert.ok(listed.rows.includes('Next of all'), listed.rows.join('\n'));
    await opened('Next of all');
  });

  it('what cannot be done names tasks, agents and states as the views do', async () => {
    const [, two] = await twoSteps('Refused');
    const [said = ''] = await hearing(() => run('claimTask', { task: two }));
    assert.match(
      said,
      /^information: “Two” cannot be taken: “Two” waits for the completion of “One”, which is “Not begun”\. Why Is/,
    );
    const held = await newTask('Held by an agent');
    await program().execute('task.claim', { task: held }, { actor });
    const [taken = ''] = await hearing(() => run('claimTask', { task: held }));
    assert.match(taken, /^error: agent test has held “Held by an agent” for .*Release Claim/);
    const [gone = ''] = await hearing(() => run('showTask', { task: 'task_00dead' }));
    assert.match(gone, /^information: There is no task with the id “task_00dead”\./);
  });

  it('the title, the id and the brief for agents can be copied', async () => {
    const task = await newTask('Copied');
    const copied = async (key: 'copyTitle' | 'copyId' | 'copyBrief'): Promise<string> => {
      await run(key, { task });
      return vscode.env.clipboard.readText();
    };
    assert.deepEqual([await copied('copyTitle'), await copied('copyId')], ['Copied', task]);
    assert.match(await copied('copyBrief'), /^# Copied\n/);
  });

  it('X11 whoever asked for a verification hears in a notification what does not hold', async () => {
    const task = await newTask('Leaves nothing', { expectedFiles: ['nowhere/nothing.txt'] });
    await begun(task);
    const said = await hearing(() => run('verifyTask', { task }));
    assert.match(said.join('\n'), /^warning: “Leaves nothing” cannot be verified: nothing was claimed \| Show$/m);
  });

  /** Work on it begins, so that there is something to verify. */
  const begun = (task: string): Thenable<unknown> => run('claimTask', { task });
});

describe('A5 Needs You in Restricted Mode', () => {
  it('has a row that leads to the management of trust, above what needs somebody', () => {
    const nothing = new vscode.EventEmitter<never>();
    const stores = { all: [{ status: { state: 'ready' } }], onDidChange: nothing.event } as unknown as Stores;
    const view = new NeedsYouView(stores, { of: () => undefined } as unknown as Attention);
    assert.deepEqual(view.getChildren(), []);
    const trusted = Object.getOwnPropertyDescriptor(vscode.workspace, 'isTrusted');
    Object.defineProperty(vscode.workspace, 'isTrusted', { value: false, configurable: true });
    try {
      const [row] = view.getChildren();
      assert.ok(row);
      assert.equal(view.getTreeItem(row).command?.command, 'workbench.trust.manage');
    } finally {
      if (trusted) Object.defineProperty(vscode.workspace, 'isTrusted', trusted);
      else delete (vscode.workspace as { isTrusted?: boolean }).isTrusted;
    }
  });
});

describe('V2 a text that was begun', () => {
  it('stands there again after Escape, when the command is begun anew on the same task', async () => {
    const task = await newTask('Typed about');
    const { window } = vscode;
    const original = window.createInputBox;
    const began: string[] = [];
    const typed = 'The server of the customer refuses us';
    const boxFor = (): vscode.InputBox => {
      const changed = new vscode.EventEmitter<string>();
      const hidden = new vscode.EventEmitter<void>();
      const none = new vscode.EventEmitter<never>().event;
      const box = { value: '', buttons: [], onDidAccept: none, onDidTriggerButton: none, dispose: () => undefined };
      return Object.assign(box, {
        onDidChangeValue: changed.event,
        onDidHide: hidden.event,
        show: () => {
          began.push(box.value);
          changed.fire(typed);
          hidden.fire();
        },
      }) as unknown as vscode.InputBox;
    };
    Object.assign(window, { createInputBox: boxFor });
    try {
      await run('blockTask', { task });
      await run('blockTask', { task });
    } finally {
      Object.assign(window, { createInputBox: original });
    }
    assert.deepEqual(began, ['', typed]);
    assert.deepEqual(await answering(undefined, () => run('blockTask', { task, reason: 'Said' })), []);
  });
});
