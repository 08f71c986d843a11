import * as vscode from 'vscode';
import { problemWithCheck, visibleCheck } from '../../../domain/evidence/checkText';
import type { TaskRow } from '../../../orchestrator/registry';
import type { FolderStore } from '../../folderStore';
import type { CommandServices } from '../services';
import { verifyShown } from './verifyTask';

/** So much of it fits into a dialog on any screen. */
const DIALOG = { lines: 8, characters: 1_000 } as const;

/**
 * The only way in which a check comes to be approved (rules G5, X5): each is shown whole in a dialog, which no command can
 * answer, and where Enter approves nothing. Many are shown in several. True if all of them may be run.
 */
export async function askToRun(
  services: CommandServices,
  store: FolderStore,
  task: TaskRow,
  checks: readonly string[],
): Promise<boolean> {
  const dialogs = inDialogs(checks.filter((check) => problemWithCheck(check) === undefined));
  let isToRun = false;
  for (const [index, batch] of dialogs.entries()) {
    const answer = await askAbout(task, batch, index === dialogs.length - 1);
    if (answer === 'no') return false;
    isToRun = answer === 'run';
  }
  if (dialogs.length === 0) return false;
  await store.execute('checks.approve', { task: task.id, checks: dialogs.flat() });
  if (isToRun) await verifyShown(services, store, task);
  return true;
}

async function askAbout(
  { title }: TaskRow,
  checks: readonly string[],
  isLast: boolean,
): Promise<'no' | 'approve' | 'run'> {
  const approve = vscode.l10n.t('Approve');
  const andRun = vscode.l10n.t('Approve and Run');
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t('May these commands be run for “{0}”?', title),
    { modal: true, detail: checks.map(visibleCheck).join('\n\n') },
    // The first is what Enter chooses.
    vscode.l10n.t('Do Not Approve'),
    ...(isLast ? [andRun] : []),
    approve,
  );
  if (choice === andRun) return 'run';
  return choice === approve ? 'approve' : 'no';
}

function inDialogs(checks: readonly string[]): string[][] {
  const dialogs: string[][] = [];
  let characters = 0;
  for (const check of checks) {
    const last = dialogs.at(-1);
    const { length } = visibleCheck(check);
    if (last && last.length < DIALOG.lines && characters + length <= DIALOG.characters) {
      last.push(check);
      characters += length;
    } else {
      dialogs.push([check]);
      characters = length;
    }
  }
  return dialogs;
}
