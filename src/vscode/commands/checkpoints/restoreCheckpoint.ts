import * as vscode from 'vscode';
import { confirm } from '../../ask/confirm';
import { taskStep } from '../../ask/task';
import { walk } from '../../ask/walk';
import { isChange } from '../../evidence/compare';
import { differenceLines } from '../../documents/comparisonText';
import type { QueryOutput, TaskRow } from '../../../orchestrator/registry';
import type { FolderStore } from '../../folderStore';
import { checkpointTitle } from '../../words/checkpoints';
import { numberOf, present, textOf } from '../argument';
import { beginChange } from '../begin';
import { commandId } from '../../contributions/commands';
import { inform, tell } from '../../notify';
import { seal } from '../sealed';
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
  // What cannot be done is not asked about.
  const checkpoint = await store.read('checkpoint.canRestore', { task: restored.id, seq });
  const differing = await filesDiffering(store, restored, seq);
  if (!(await isMeant(store, restored, seq, differing))) return;
  await store.execute('checkpoint.restore', {
    task: restored.id,
    seq,
    ...present({ reason: textOf(fields, 'reason') }),
  });
  await services.claims.forget(store, restored.id);
  if (differing === 0) tell(vscode.l10n.t('“{0}” is back where it was.', restored.title));
  else offerFiles(store, restored, checkpoint, differing);
}

/** How many files are not as they were then. */
async function filesDiffering(store: FolderStore, { id }: TaskRow, seq: number): Promise<number> {
  const { steps } = await store.read('restore.preview', { task: id, checkpoint: seq });
  return steps.filter((step) => isChange(step) && !step.isExtra).length;
}

const differingWords = (count: number): string =>
  count === 1
    ? vscode.l10n.t('1 file is not as it was then.')
    : vscode.l10n.t('{0} files are not as they were then.', count);

/** Not waited for: the command is over while its message is still there. */
function offerFiles(
  store: FolderStore,
  task: TaskRow,
  checkpoint: QueryOutput<'checkpoint.canRestore'>,
  differing: number,
): void {
  const restoreFiles = vscode.l10n.t('Restore Files…');
  const back = vscode.l10n.t('“{0}” is back at “{1}”.', task.title, checkpointTitle(checkpoint));
  void inform(`${back} ${differingWords(differing)}`, restoreFiles).then((choice) => {
    if (choice !== restoreFiles) return;
    void vscode.commands.executeCommand(
      commandId('restoreFiles'),
      seal({ store, task, fields: { seq: checkpoint.seq } }),
    );
  });
}

async function isMeant(
  store: FolderStore,
  { id, title, claimed }: TaskRow,
  seq: number,
  differing: number,
): Promise<boolean> {
  const { from, differences } = await store.read('checkpoint.compare', { task: id, from: seq });
  // The comparison is told as the way back: from how it is now to how it was.
  const back = differenceLines(
    differences.map(({ field, before, after }) => ({ field, before: after, after: before })),
  );
  const detail = [
    back.length === 0 ? vscode.l10n.t('It stands as it did then; nothing of it changes.') : back.join('\n'),
    ...(claimed ? [vscode.l10n.t('Whoever works on it loses the claim.')] : []),
    ...(differing === 0 ? [] : [`${differingWords(differing)} ${vscode.l10n.t('You can put files back afterwards.')}`]),
    vscode.l10n.t('Its history, plans and results stay.'),
  ].join('\n\n');
  return confirm(
    vscode.l10n.t('Put “{0}” back to “{1}”?', title, checkpointTitle(from)),
    detail,
    vscode.l10n.t('Restore'),
  );
}
