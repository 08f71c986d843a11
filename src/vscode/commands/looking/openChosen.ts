import * as vscode from 'vscode';
import { askChoice, type Choice, type Line } from '../../ask/pick';
import { BACK } from '../../ask/walk';
import type { TaskRow, WaitedFor } from '../../../orchestrator/registry';
import type { FolderStore } from '../../folderStore';
import { stateIcon } from '../../tasks/icon';
import { rowDescription } from '../../words/task';
import type { CommandServices } from '../services';

export interface Openable {
  readonly store: FolderStore;
  readonly task: TaskRow;
}

/** A row that leads to a task; `detail` says why it is listed. */
export const leadingTo = (value: Openable, waitsFor?: WaitedFor, detail?: string): Choice<Openable> => ({
  label: value.task.title,
  description: rowDescription(value.task, waitsFor),
  iconPath: stateIcon(value.task),
  ...(detail !== undefined && { detail }),
  value,
});

/** An answer in rows: whoever chooses one comes to the panel of its task. */
export async function openChosen(
  { panels }: CommandServices,
  title: string,
  choices: readonly (Choice<Openable> | Line)[],
): Promise<void> {
  const place = { title, step: 1, steps: 1, canGoBack: false };
  const answer = await askChoice<Openable>(place, vscode.l10n.t('Choose a task to open it'), choices);
  if (answer === undefined || answer === BACK) return;
  await panels.open(answer.value.store, answer.value.task);
}
