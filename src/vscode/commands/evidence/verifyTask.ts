import * as vscode from 'vscode';
import { warn } from '../../notify';
import { taskStep } from '../../ask/task';
import { walk } from '../../ask/walk';
import { isUnsound } from '../../../domain/evidence/results';
import type { CommandOutput, TaskRow } from '../../../orchestrator/registry';
import { commandId } from '../../contributions/commands';
import { reached } from '../../milestones';
import type { FolderStore } from '../../folderStore';
import { underWay } from '../../underWay';
import { reasonWords } from '../../words/evidence';
import { present } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../../notify';
import type { CommandServices } from '../services';

/** Holds a task against the disk and runs its approved checks. A caller may pass `{ "task": "…" }`. */
export async function verifyTask(services: CommandServices, argument: unknown): Promise<string | undefined> {
  const title = vscode.l10n.t('Verify Task');
  const begun = await beginChange(services, argument, title);
  if (!begun) return undefined;
  const { store, task } = begun;
  const answers = await walk<{ task: TaskRow }>(title, [taskStep(store, { act: 'verifyTask' })], present({ task }));
  return answers && verifyShown(services, store, answers.task);
}

/** Says how far it is while it takes time, and its outcome once. `undefined`: it was cancelled. */
export async function verifyShown(
  services: CommandServices,
  store: FolderStore,
  { id, title }: Pick<TaskRow, 'id' | 'title'>,
): Promise<string | undefined> {
  const answer = await underWay(vscode.l10n.t('Verifying “{0}”', title), (waiting) =>
    store.execute('task.verify', { task: id }, waiting),
  );
  if (!answer) {
    tell(vscode.l10n.t('Cancelled: “{0}” was not verified, and nothing was recorded.', title));
    return undefined;
  }
  reached('verified');
  const { status, summary } = answer.verification;
  if (status === 'verified') tell(vscode.l10n.t('“{0}” is verified.', title));
  else void offer(services, store, title, answer);
  services.log.info(`[${store.folder.name}] ${id}: ${status} ${summary}`);
  return status;
}

/** Does not wait for the answer: whoever called the command need not, either. */
async function offer(
  { panels }: CommandServices,
  store: FolderStore,
  title: string,
  { verification, task, evidence }: CommandOutput<'task.verify'>,
): Promise<void> {
  const showTask = vscode.l10n.t('Show');
  const showProblems = vscode.l10n.t('Show Problems');
  const output = vscode.l10n.t('Show Output');
  const isAboutChecks = verification.checks.some(({ output: text, status }) => status !== 'passed' && text !== '');
  const hasFailed = verification.status === 'failed';
  // Of work that goes on and was never handed in, nothing is expected yet that Problems would list.
  const isTold = isUnsound({ evidence });
  const said = reasonWords(verification.summary);
  const message = !hasFailed
    ? vscode.l10n.t('“{0}” cannot be verified: {1}', title, said)
    : isTold
      ? vscode.l10n.t('“{0}” is not as it should be: {1}', title, said)
      : vscode.l10n.t('“{0}” would not hold yet: {1}', title, said);
  const actions = [showTask, ...(hasFailed && isTold ? [showProblems] : []), ...(isAboutChecks ? [output] : [])];
  const choice = await warn(message, ...actions);
  if (choice === showTask) {
    const row = await store.read('task.get', { id: task });
    if (row) await panels.open(store, row);
  }
  if (choice === showProblems) await vscode.commands.executeCommand('workbench.actions.view.problems');
  if (choice === output) {
    await vscode.commands.executeCommand(commandId('showChecks'), { folder: store.folder.uri.toString(), task });
  }
}
