import * as vscode from 'vscode';
import { taskStep } from '../../ask/task';
import { walk } from '../../ask/walk';
import { betweenRecords, isComparable, showSides, withCurrent, type Sides } from '../../evidence/compare';
import type { FolderStore } from '../../folderStore';
import type { QueryOutput, TaskRow } from '../../../orchestrator/registry';
import { numberOf, present } from '../argument';
import { beginLook } from '../begin';
import type { CommandServices } from '../services';
import { askCheckpoint } from './choose';

/** Numbers of checkpoints begin with one. */
const NOW = 0;

interface Answers {
  readonly task: TaskRow;
  readonly from: number;
  readonly to: number;
}

/** A caller may pass `{ "task": "…", "from": 1, "to": 2 }`; 0 for `to` is how the task stands now. */
export async function compareCheckpoints(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Compare Checkpoints');
  const begun = await beginLook(services, argument, title);
  if (!begun) return;
  const { store, task, fields } = begun;
  const answers = await walk<Answers>(
    title,
    [
      taskStep(store, { act: 'compareCheckpoints' }),
      {
        key: 'from',
        ask: async (place, soFar) =>
          soFar.task && askCheckpoint(place, store, soFar.task, vscode.l10n.t('Compare which checkpoint…')),
      },
      {
        key: 'to',
        ask: async (place, { task: chosen, from = 0 }) => {
          const now = { label: vscode.l10n.t('Now'), iconPath: new vscode.ThemeIcon('circle-filled'), value: NOW };
          const isLater = (seq: number) => seq > from;
          return chosen && askCheckpoint(place, store, chosen, vscode.l10n.t('…with what?'), [now], isLater);
        },
      },
    ],
    present({ task, from: numberOf(fields, 'from'), to: numberOf(fields, 'to') }),
  );
  if (!answers) return;
  const { task: compared, from, to } = answers;
  const name = vscode.l10n.t('{0} (checkpoints)', compared.title);
  const later = to === NOW ? undefined : to;
  const subject = { kind: 'comparison', task: compared.id, from, to: later } as const;
  const comparison = await store.read('checkpoint.compare', { task: compared.id, from, ...present({ to: later }) });
  const files = later === undefined ? await sinceThen(store, compared, from) : recordedBetween(store, comparison.files);
  if (files.length === 0) return services.documents.show(store, subject, name);
  // What differs beside texts of files stands above them.
  const page = services.documents.address(store, subject, name);
  await showSides(name, comparison.differences.length === 0 ? files : [[page, undefined, page], ...files]);
}

/** Files that are not as the checkpoint recorded them. */
async function sinceThen(store: FolderStore, { id: task }: TaskRow, checkpoint: number): Promise<Sides[]> {
  const { steps } = await store.read('restore.preview', { task, checkpoint });
  return steps.filter((step) => step.action !== 'none' && isComparable(step)).map((step) => withCurrent(store, step));
}

function recordedBetween(store: FolderStore, files: QueryOutput<'checkpoint.compare'>['files']): Sides[] {
  return files.flatMap((file) => {
    const sides = betweenRecords(store, file);
    return sides ? [sides] : [];
  });
}
