import * as vscode from 'vscode';
import { problemWithCheck, visibleCheck } from '../../../domain/evidence/checkText';
import { askModal } from '../../ask/confirm';
import type { FolderStore } from '../../folderStore';
import type { CommandServices } from '../services';
import type { ChecksOf } from './planChecks';
import { verifyShown } from './verifyTask';

/** So much of it fits into a dialog on any screen. */
const DIALOG = { lines: 8, characters: 1_000 } as const;

/**
 * The only way in which a check comes to be approved (rules G5, X5): each is shown whole in a dialog, which no command can
 * answer, and where Enter approves nothing. Many are shown in several; what several tasks have alike is shown once, with
 * whose it is. True if all of them may be run.
 */
export async function askToRun(
  services: CommandServices,
  store: FolderStore,
  wanted: readonly ChecksOf[],
): Promise<boolean> {
  const approvable = wanted
    .map(({ task, checks }) => ({ task, checks: checks.filter((check) => problemWithCheck(check) === undefined) }))
    .filter(({ checks }) => checks.length > 0);
  const dialogs = inDialogs(linesOf(approvable));
  let isToRun = false;
  for (const [index, batch] of dialogs.entries()) {
    const answer = await askAbout(approvable, batch, index === dialogs.length - 1);
    const [first] = approvable;
    if (answer === 'look' && first) await services.panels.open(store, first.task);
    if (answer === 'no' || answer === 'look') return false;
    isToRun = answer === 'run';
  }
  if (dialogs.length === 0) return false;
  for (const { task, checks } of approvable) {
    await store.execute('checks.approve', { task: task.id, checks: [...checks] });
  }
  if (isToRun) for (const { task } of approvable) await verifyShown(services, store, task);
  return true;
}

/** Each command once, as it is shown. */
function linesOf(wanted: readonly ChecksOf[]): string[] {
  const titles = new Map<string, string[]>();
  for (const { task, checks } of wanted) {
    for (const check of new Set(checks)) titles.set(check, [...(titles.get(check) ?? []), task.title]);
  }
  return [...titles].map(([check, of]) =>
    wanted.length === 1
      ? visibleCheck(check)
      : `${visibleCheck(check)}\n${vscode.l10n.t('for {0}', of.map((title) => `“${visibleCheck(title)}”`).join(', '))}`,
  );
}

async function askAbout(
  wanted: readonly ChecksOf[],
  lines: readonly string[],
  isLast: boolean,
): Promise<'no' | 'look' | 'approve' | 'run'> {
  const look = vscode.l10n.t('Look at the Task First');
  const approve = vscode.l10n.t('Approve');
  const andRun = vscode.l10n.t('Approve and Run');
  const [only] = wanted;
  const question =
    only && wanted.length === 1
      ? vscode.l10n.t('May these commands be run for “{0}”?', visibleCheck(only.task.title))
      : vscode.l10n.t('May these commands be run for {0} tasks?', wanted.length);
  // Of a plan that has not begun there is nothing to be shown yet.
  const canRun = wanted.length === 1 || wanted.every(({ task }) => task.status !== 'pending');
  // Enter approves nothing.
  const answers = [look, ...(isLast && canRun ? [andRun] : []), approve];
  const choice = await askModal(question, lines.join('\n\n'), ...answers);
  if (choice === andRun) return 'run';
  if (choice === look) return 'look';
  return choice === approve ? 'approve' : 'no';
}

function inDialogs(lines: readonly string[]): string[][] {
  const dialogs: string[][] = [];
  let characters = 0;
  for (const line of lines) {
    const last = dialogs.at(-1);
    const { length } = line;
    if (last && last.length < DIALOG.lines && characters + length <= DIALOG.characters) {
      last.push(line);
      characters += length;
    } else {
      dialogs.push([line]);
      characters = length;
    }
  }
  return dialogs;
}
