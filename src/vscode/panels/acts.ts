import * as vscode from 'vscode';
import { isAwaiting } from '../../domain/workflow/states';
import type { TaskRow } from '../../orchestrator/registry';
import type { Act, FileAct } from '../../shared/taskPanel/messages';
import type { FileTool, Offer } from '../../shared/taskPanel/view';
import { commands, type CommandKey } from '../contributions/commands';
import type { CommandSpec } from '../contributions/commands/spec';
import { fits, isAct } from '../tasks/acts';

interface Doing {
  readonly command: CommandKey;
  /** What the command is told, so that it need not ask. */
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly icon: string;
  /** In the menu; 0 for what has a button of its own elsewhere in the panel. */
  readonly group: number;
}

/** What each act that a page can ask for is: one of our commands, in the order in which a person works. */
const doings: Record<Act, Doing> = {
  resume: { command: 'resumeTask', fields: { how: 'claim' }, icon: 'debug-continue', group: 1 },
  handToAgent: { command: 'resumeTask', fields: { how: 'copy' }, icon: 'copy', group: 1 },
  claim: { command: 'claimTask', icon: 'person', group: 1 },
  unblock: { command: 'unblockTask', icon: 'debug-continue', group: 1 },
  retry: { command: 'retryTask', icon: 'debug-restart', group: 1 },
  finish: { command: 'finishTask', icon: 'check', group: 2 },
  progress: { command: 'reportProgress', icon: 'comment', group: 2 },
  release: { command: 'releaseTask', icon: 'person', group: 2 },
  plan: { command: 'submitPlan', icon: 'checklist', group: 2 },
  verify: { command: 'verifyTask', icon: 'verified', group: 3 },
  doubt: { command: 'explainVerification', icon: 'question', group: 3 },
  allowChecks: { command: 'approveChecks', icon: 'shield', group: 3 },
  allowOpenChecks: { command: 'approveChecks', fields: { which: 'open' }, icon: 'shield', group: 0 },
  describe: { command: 'editTask', fields: { field: 'description' }, icon: 'edit', group: 0 },
  expectFiles: { command: 'editTask', fields: { field: 'files' }, icon: 'files', group: 0 },
  expectChecks: { command: 'editTask', fields: { field: 'checks' }, icon: 'beaker', group: 0 },
  compareFiles: { command: 'showRecorded', icon: 'diff', group: 3 },
  putBack: { command: 'restoreFiles', icon: 'discard', group: 3 },
  acceptFiles: { command: 'acceptContent', icon: 'check', group: 3 },
  dropFile: { command: 'detachFile', icon: 'link', group: 3 },
  explain: { command: 'explainTask', icon: 'question', group: 4 },
  history: { command: 'showHistory', icon: 'history', group: 4 },
  brief: { command: 'showBrief', icon: 'note', group: 4 },
  briefToClipboard: { command: 'copyBrief', icon: 'copy', group: 4 },
  waves: { command: 'showWaves', icon: 'list-tree', group: 4 },
  openAsText: { command: 'showTaskAsText', icon: 'go-to-file', group: 4 },
  addStep: { command: 'newStep', icon: 'add', group: 5 },
  edit: { command: 'editTask', icon: 'edit', group: 5 },
  move: { command: 'moveTask', icon: 'move', group: 5 },
  linkTo: { command: 'addDependency', icon: 'link', group: 5 },
  unlink: { command: 'removeDependency', icon: 'link', group: 5 },
  waive: { command: 'waiveDependency', icon: 'pass', group: 5 },
  block: { command: 'blockTask', icon: 'circle-slash', group: 6 },
  cancel: { command: 'cancelTask', icon: 'close', group: 6 },
  reopen: { command: 'reopenTask', icon: 'debug-restart', group: 6 },
  override: { command: 'overrideTask', icon: 'unverified', group: 6 },
  archive: { command: 'archiveTask', icon: 'archive', group: 7 },
  unarchive: { command: 'unarchiveTask', icon: 'archive', group: 7 },
  delete: { command: 'deleteTask', icon: 'trash', group: 7 },
};

/** Buttons, where they fit: what a person most likely came for. */
const FIRST: readonly Act[] = ['resume', 'claim', 'unblock', 'retry', 'finish', 'unarchive', 'addStep'];
const MOST_BUTTONS = 1;

const acts = Object.keys(doings) as Act[];

export const doingOf = (act: Act): Pick<Doing, 'command' | 'fields'> => doings[act];

/** Commands that change something are told by their enablement. */
const changesSomething = (command: CommandKey): boolean => (commands[command] as CommandSpec).enablement !== undefined;

export function isOffered(act: Act, task: TaskRow, readOnly: boolean): boolean {
  const { command } = doings[act];
  if (readOnly && changesSomething(command)) return false;
  return !isAct(command) || fits(command, task);
}

export function offersFor(task: TaskRow, readOnly: boolean): Offer[] {
  const offered = acts.filter((act) => isOffered(act, task, readOnly));
  const buttons = new Set(FIRST.filter((act) => offered.includes(act) && leadsOn(act, task)).slice(0, MOST_BUTTONS));
  return offered.map((act) => {
    const { icon, group } = doings[act];
    return { act, label: labelFor(act, task), icon, group, first: buttons.has(act) };
  });
}

/** To add steps is what is left to do with a task of steps, as long as it does not wait for a verdict. */
const leadsOn = (act: Act, { children, state }: TaskRow): boolean =>
  act !== 'addStep' || (children > 0 && !isAwaiting(state));

/** Something to be done about one file, as a button on its row. */
export const fileTool = (act: FileAct): FileTool => ({ act, icon: doings[act].icon, label: labelOf(act) });

/** Where nothing waits for an approval, what is left to do is to take one back (rule G5). */
const labelFor = (act: Act, { openChecks }: TaskRow): string =>
  act === 'allowChecks' && openChecks === 0 ? vscode.l10n.t('Change Approved Checks…') : labelOf(act);

function labelOf(act: Act): string {
  const labels: Record<Act, string> = {
    resume: vscode.l10n.t('Resume'),
    handToAgent: vscode.l10n.t('Hand to Agent'),
    claim: vscode.l10n.t('Claim for Me'),
    unblock: vscode.l10n.t('Unblock'),
    retry: vscode.l10n.t('Retry'),
    finish: vscode.l10n.t('Finish…'),
    progress: vscode.l10n.t('Report Progress…'),
    plan: vscode.l10n.t('Submit Plan…'),
    release: vscode.l10n.t('Release Claim…'),
    verify: vscode.l10n.t('Verify'),
    doubt: vscode.l10n.t('Why Not Verified?'),
    allowChecks: vscode.l10n.t('Approve Checks…'),
    allowOpenChecks: vscode.l10n.t('Approve Checks…'),
    describe: vscode.l10n.t('Edit Description…'),
    expectFiles: vscode.l10n.t('Edit Expected Files…'),
    expectChecks: vscode.l10n.t('Add or Change Check…'),
    compareFiles: vscode.l10n.t('Show Recorded vs. Current'),
    putBack: vscode.l10n.t('Restore…'),
    acceptFiles: vscode.l10n.t('Accept Current Content…'),
    dropFile: vscode.l10n.t('Detach…'),
    explain: vscode.l10n.t('Why Is This Blocked?'),
    history: vscode.l10n.t('Show History'),
    brief: vscode.l10n.t('Show Agent Brief'),
    briefToClipboard: vscode.l10n.t('Copy Agent Brief'),
    waves: vscode.l10n.t('Show Waves'),
    openAsText: vscode.l10n.t('Open Task as Text'),
    addStep: vscode.l10n.t('Add Task Below…'),
    edit: vscode.l10n.t('Edit Task…'),
    move: vscode.l10n.t('Move Task…'),
    linkTo: vscode.l10n.t('Add Dependency…'),
    unlink: vscode.l10n.t('Remove Dependency…'),
    waive: vscode.l10n.t('Waive Dependency…'),
    block: vscode.l10n.t('Block Task…'),
    cancel: vscode.l10n.t('Cancel Task…'),
    reopen: vscode.l10n.t('Reopen Task…'),
    override: vscode.l10n.t('Complete Anyway…'),
    archive: vscode.l10n.t('Archive Task'),
    unarchive: vscode.l10n.t('Take Task out of the Archive'),
    delete: vscode.l10n.t('Delete Task…'),
  };
  return labels[act];
}
