import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { Attention } from '../../src/vscode/attention';
import type { Stores } from '../../src/vscode/stores';
import { NeedsYouView } from '../../src/vscode/views/needsYouView';
import { actor, answering, newTask, run, until, useProgram } from './harness';

interface Listed {
  readonly title: string;
  /** A row as it is read: label, description, detail. */
  readonly rows: readonly string[];
}

/** The person at quick picks that answer something: chooses the row with this label, or none. */
async function choosing(label: string | undefined, act: () => Thenable<unknown>): Promise<Listed[]> {
  const { window } = vscode;
  const original = window.createQuickPick;
  const listed: Listed[] = [];
  const pickFor = (): vscode.QuickPick<vscode.QuickPickItem> => {
    const pick = original.call(window);
    return new Proxy(pick, {
      get(target, key) {
        const value = Reflect.get(target, key) as unknown;
        if (key === 'show') return () => answer(target);
        if (key === 'selectedItems') return target.items.filter((item) => item.label === label);
        if (key === 'onDidAccept') return (listener: () => unknown) => accepting.push(listener);
        if (key === 'onDidHide') return (listener: () => unknown) => hiding.push(listener);
        return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
      },
      set: (target, key, value) => Reflect.set(target, key, value),
    });
  };
  let accepting: (() => unknown)[] = [];
  let hiding: (() => unknown)[] = [];
  const answer = ({ title = '', items }: vscode.QuickPick<vscode.QuickPickItem>): void => {
    const read = ({ label: name, description = '', detail = '' }: vscode.QuickPickItem): string =>
      [name, description, detail].filter((part) => part !== '').join(' · ');
    listed.push({ title, rows: items.map(read) });
    const listeners = label === undefined ? hiding : accepting;
    [accepting, hiding] = [[], []];
    for (const listener of listeners) listener();
  };
  Object.assign(window, { createQuickPick: pickFor });
  try {
    await act();
  } finally {
    Object.assign(window, { createQuickPick: original });
  }
  return listed;
}

/** What notifications and the status bar say while something runs. */
async function hearing(act: () => Thenable<unknown>): Promise<string[]> {
  const { window } = vscode;
  const { showErrorMessage, showInformationMessage, showWarningMessage, setStatusBarMessage } = window;
  const said: string[] = [];
  const hear =
    (how: string) =>
    (sentence: string, ...actions: unknown[]): Promise<undefined> => {
      said.push([`${how}: ${sentence}`, ...actions.filter((action) => typeof action === 'string')].join(' | '));
      return Promise.resolve(undefined);
    };
  Object.assign(window, {
    showErrorMessage: hear('error'),
    showInformationMessage: hear('information'),
    showWarningMessage: hear('warning'),
    setStatusBarMessage: hear('status bar'),
  });
  try {
    await act();
  } finally {
    Object.assign(window, { showErrorMessage, showInformationMessage, showWarningMessage, setStatusBarMessage });
  }
  return said;
}

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
      /^error: “Two” cannot be taken: “Two” waits for the completion of “One”, which is pending\. Why Is/,
    );
    const held = await newTask('Held by an agent');
    await program().execute('task.claim', { task: held }, { actor });
    const [taken = ''] = await hearing(() => run('claimTask', { task: held }));
    assert.match(taken, /^error: agent test has held “Held by an agent” for .*Release Claim/);
    const [gone = ''] = await hearing(() => run('showTask', { task: 'task_00dead' }));
    assert.match(gone, /^error: There is no task with the id “task_00dead”\./);
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
    assert.match(said.join('\n'), /^warning: “Leaves nothing” .* \| Show/m);
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
