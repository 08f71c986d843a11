import * as vscode from 'vscode';
import { Problem } from '../../../domain/problem';
import { taskStep } from '../../ask/task';
import { walk } from '../../ask/walk';
import { compareWithRecorded, isComparable } from '../../evidence/compare';
import type { TaskRow } from '../../../orchestrator/registry';
import { numberOf, present, textsOf } from '../argument';
import { beginLook } from '../begin';
import { tell } from '../../notify';
import type { CommandServices } from '../services';
import { nothingRecorded } from './taskFiles';

/** All files of a task that are not as recorded, or those that are named: `{ "task": "…", "paths": ["…"], "checkpoint": 3 }`. */
export async function showRecorded(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Show Recorded vs. Current');
  const begun = await beginLook(services, argument, title);
  if (!begun) return;
  const { store, task, fields } = begun;
  const answers = await walk<{ task: TaskRow }>(title, [taskStep(store, { act: 'showRecorded' })], present({ task }));
  if (!answers) return;
  const { id, title: name } = answers.task;
  const wanted = present({ paths: textsOf(fields, 'paths'), checkpoint: numberOf(fields, 'checkpoint') });
  const { steps } = await store.read('restore.preview', { task: id, ...wanted });
  if (steps.length === 0) throw nothingRecorded(name, wanted);
  // Of a folder that is named, what is as recorded need not be shown.
  const different = steps.filter(
    ({ action, folder }) => action !== 'none' || (wanted.paths !== undefined && folder === null),
  );
  if (different.length === 0) {
    tell(vscode.l10n.t('All files of “{0}” are as recorded.', name));
    return;
  }
  const shown = different.filter(isComparable);
  const [hidden] = different.filter((step) => !isComparable(step));
  if (shown.length === 0 && hidden) {
    throw new Problem(
      'not_possible',
      vscode.l10n.t('{0} cannot be compared: {1}.', hidden.path, hidden.reason),
      vscode.l10n.t(
        'Look for what it was in version control. Accept Current Content or Detach File if it is right as it is.',
      ),
    );
  }
  await compareWithRecorded(store, name, shown);
  const left = different.length - shown.length;
  if (hidden && left > 0) {
    tell(vscode.l10n.t('{0} files cannot be compared, {1} among them: {2}.', left, hidden.path, hidden.reason));
  }
}
