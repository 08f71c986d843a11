import * as vscode from 'vscode';
import { FOCUSED_ROW } from '../contributions/keybindings';
import type { TasksView } from '../views/tasksView';
import { seal } from './sealed';
import { tell } from '../notify';

/** What a command is called with, in the order of its parameters. */
export type Called = readonly [argument: unknown, selection: unknown];

/**
 * A key brings no row along, but can say that it means the one with the keyboard. That a key was pressed nobody can prove: the
 * row is sealed, so what only people do is asked in a dialog (rule O4). `undefined`: there is no such task.
 */
export async function withFocusedRow(view: TasksView, ...called: Called): Promise<Called | undefined> {
  const [argument] = called;
  const isMeant =
    typeof argument === 'object' && argument !== null && 'on' in argument && argument.on === FOCUSED_ROW.on;
  if (!isMeant) return called;
  const { row, selection } = await view.focused();
  if (row?.kind === 'task') return [seal(row), selection];
  tell(vscode.l10n.t('This key is about a task: go to the row of one.'));
  return undefined;
}
