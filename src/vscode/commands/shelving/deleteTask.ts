import * as vscode from 'vscode';
import { confirm } from '../../ask/confirm';
import { taskStep } from '../../ask/task';
import { walk } from '../../ask/walk';
import type { TaskRow } from '../../../orchestrator/registry';
import type { FolderStore } from '../../folderStore';
import { report } from '../../report';
import { present, textOf } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../onTask';
import type { CommandServices } from '../services';

/** A caller may pass `{ "task": "…", "reason": "…", "confirmed": true }`. */
export async function deleteTask(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Delete Task');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, task, fields } = begun;
  const answers = await walk<{ task: TaskRow }>(title, [taskStep(store)], present({ task }));
  if (!answers) return;
  const doomed = answers.task;
  if (fields['confirmed'] !== true && !(await isMeant(doomed))) return;
  const { deleted } = await store.execute('task.delete', {
    task: doomed.id,
    ...present({ reason: textOf(fields, 'reason') }),
  });
  offerUndo(services, store, doomed, deleted);
}

const isMeant = ({ title, children }: TaskRow): Promise<boolean> =>
  confirm(
    vscode.l10n.t('Delete “{0}”?', title),
    children > 0
      ? vscode.l10n.t('All tasks below it go with it. They can be brought back with Restore Deleted Task.')
      : vscode.l10n.t('It can be brought back with Restore Deleted Task.'),
    vscode.l10n.t('Delete'),
  );

/** Not waited for: the command is over while its message is still there. */
function offerUndo({ log }: CommandServices, store: FolderStore, { id, title }: TaskRow, deleted: number): void {
  const undo = vscode.l10n.t('Undo');
  const said =
    deleted === 1
      ? vscode.l10n.t('“{0}” is deleted.', title)
      : vscode.l10n.t('“{0}” is deleted, with {1} tasks below it.', title, deleted - 1);
  void vscode.window.showInformationMessage(said, undo).then(async (choice) => {
    if (choice !== undo) return;
    try {
      await store.execute('task.undelete', { task: id });
      tell(vscode.l10n.t('“{0}” is back.', title));
    } catch (error) {
      report(log, error);
    }
  });
}
