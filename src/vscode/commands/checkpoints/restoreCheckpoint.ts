import * as vscode from 'vscode';
import { confirm } from '../../ask/confirm';
import { taskStep } from '../../ask/task';
import { walk } from '../../ask/walk';
import { differenceLines } from '../../documents/comparisonText';
import type { TaskRow } from '../../../orchestrator/registry';
import type { FolderStore } from '../../folderStore';
import { checkpointWords } from '../../words/checkpoints';
import { numberOf, present, textOf } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../onTask';
import type { CommandServices } from '../services';
import { askCheckpoint } from './choose';

interface Answers {
  readonly task: TaskRow;
  readonly seq: number;
}

/** Says what would change before it does. A caller may pass `{ "task": "…", "seq": 3, "reason": "…" }`. */
export async function restoreCheckpoint(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Restore Checkpoint');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, task, fields } = begun;
  const placeholder = vscode.l10n.t('Where should the task go back to?');
  const answers = await walk<Answers>(
    title,
    [
      taskStep(store, { act: 'restoreCheckpoint' }),
      {
        key: 'seq',
        ask: async (place, soFar) => soFar.task && askCheckpoint(place, store, soFar.task, placeholder),
      },
    ],
    present({ task, seq: numberOf(fields, 'seq') }),
  );
  if (!answers) return;
  const { task: restored, seq } = answers;
  if (!(await isMeant(store, restored, seq))) return;
  await store.execute('checkpoint.restore', {
    task: restored.id,
    seq,
    ...present({ reason: textOf(fields, 'reason') }),
  });
  await services.claims.forget(store, restored.id);
  tell(vscode.l10n.t('“{0}” is back where it was.', restored.title));
}

async function isMeant(store: FolderStore, { id, title, claimed }: TaskRow, seq: number): Promise<boolean> {
  const { from, differences } = await store.read('checkpoint.compare', { task: id, from: seq });
  // The comparison is told as the way back: from how it is now to how it was.
  const back = differenceLines(
    differences.map(({ field, before, after }) => ({ field, before: after, after: before })),
  );
  const detail = [
    back.length === 0 ? vscode.l10n.t('It stands as it did then.') : back.join('\n'),
    ...(claimed ? [vscode.l10n.t('Whoever works on it loses the claim.')] : []),
    vscode.l10n.t('Its history, plans and results stay.'),
  ].join('\n\n');
  return confirm(
    vscode.l10n.t('Put “{0}” back to “{1}”?', title, checkpointWords(from.name)),
    detail,
    vscode.l10n.t('Restore'),
  );
}
