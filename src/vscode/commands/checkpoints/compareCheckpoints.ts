import * as vscode from 'vscode';
import { taskStep } from '../../ask/task';
import { walk } from '../../ask/walk';
import type { TaskRow } from '../../../orchestrator/registry';
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
      taskStep(store),
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
  const subject = { kind: 'comparison', task: compared.id, from, to: to === NOW ? undefined : to } as const;
  await services.documents.show(store, subject, name);
}
