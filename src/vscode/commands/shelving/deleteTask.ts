import * as vscode from 'vscode';
import { confirm } from '../../ask/confirm';
import { taskStep } from '../../ask/task';
import { walk } from '../../ask/walk';
import type { TaskRow } from '../../../orchestrator/registry';
import type { FolderStore } from '../../folderStore';
import { offerUndo } from '../../undo';
import { movedTogether } from '../../views/tasks/dropTarget';
import { present, selectedTasks, textOf } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../../notify';
import type { CommandServices } from '../services';

interface Doomed {
  readonly store: FolderStore;
  readonly task: TaskRow;
}

/** Asks in any case. A caller may pass `{ "task": "…", "reason": "…" }`. */
export async function deleteTask(services: CommandServices, argument: unknown, selection?: unknown): Promise<void> {
  const selected = movedTogether(selectedTasks(selection));
  if (selected.length > 1) return deleteAll(services, selected, argument);
  const title = vscode.l10n.t('Delete Task');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, task, fields } = begun;
  const answers = await walk<{ task: TaskRow }>(title, [taskStep(store)], present({ task }));
  if (answers) await deleteAll(services, [{ store, task: answers.task }], argument, textOf(fields, 'reason'));
}

/** `row`: what the command was called on; the keyboard, which was there, goes on beside it. */
async function deleteAll(
  { log, tasksView }: CommandServices,
  doomed: readonly Doomed[],
  row: unknown,
  reason?: string,
): Promise<void> {
  for (const { store } of doomed) store.assertTrusted();
  if (!(await isMeant(doomed))) return;
  const beside = tasksView.beside(
    row,
    doomed.map(({ task }) => task.id),
  );
  let below = 0;
  for (const { store, task } of doomed) {
    const { deleted } = await store.execute('task.delete', { task: task.id, ...present({ reason }) });
    below += deleted - 1;
  }
  if (beside) await tasksView.focusRow(beside);
  tellDeleted(log, doomed, below);
}

function isMeant(doomed: readonly Doomed[]): Promise<boolean> {
  const hasMore = doomed.some(({ task: { children } }) => children > 0);
  return confirm(
    vscode.l10n.t('Delete {0}?', named(doomed)),
    hasMore
      ? vscode.l10n.t('All tasks below go with it. They can be brought back with Restore Deleted Task.')
      : doomed.length > 1
        ? vscode.l10n.t('They can be brought back with Restore Deleted Task.')
        : vscode.l10n.t('It can be brought back with Restore Deleted Task.'),
    vscode.l10n.t('Delete'),
  );
}

const named = (doomed: readonly Doomed[]): string =>
  doomed.length === 1 ? `“${doomed[0]?.task.title ?? ''}”` : vscode.l10n.t('{0} tasks', doomed.length);

function tellDeleted(log: vscode.LogOutputChannel, doomed: readonly Doomed[], below: number): void {
  const said =
    below === 0
      ? vscode.l10n.t('Deleted {0}.', named(doomed))
      : vscode.l10n.t('Deleted {0}, with {1} tasks below.', named(doomed), below);
  offerUndo(log, said, async () => {
    for (const { store, task } of doomed) await store.execute('task.undelete', { task: task.id });
    tell(vscode.l10n.t('{0}: back where it was.', named(doomed)));
  });
}
