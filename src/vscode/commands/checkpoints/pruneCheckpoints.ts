import * as vscode from 'vscode';
import { taskStep } from '../../ask/task';
import { askText } from '../../ask/text';
import { walk } from '../../ask/walk';
import type { TaskRow } from '../../../orchestrator/registry';
import { numberOf, present } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../../notify';
import { isMeant } from '../outside';
import type { CommandServices } from '../services';

const USUAL = '10';

/** A caller may pass `{ "task": "…", "keep": 10 }`. */
export async function pruneCheckpoints(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Prune Checkpoints');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, task, fields } = begun;
  const prompt = vscode.l10n.t('How many of the newest checkpoints should stay? The others are removed for good.');
  const mistake = (text: string) =>
    /^[1-9]\d{0,3}$/.test(text.trim()) ? undefined : vscode.l10n.t('Write a number from 1 to 9999.');
  const answers = await walk<{ task: TaskRow; keep: string }>(
    title,
    [
      taskStep(store, { act: 'pruneCheckpoints' }),
      { key: 'keep', ask: (place) => askText(place, { prompt, value: USUAL, mistake }) },
    ],
    present({ task, keep: numberOf(fields, 'keep')?.toString() }),
  );
  if (!answers) return;
  const question = vscode.l10n.t(
    'Remove all checkpoints of “{0}” but the newest {1}?',
    answers.task.title,
    answers.keep,
  );
  if (!(await isMeant(begun, question, vscode.l10n.t('Remove')))) return;
  const { removed } = await store.execute('checkpoint.prune', { task: answers.task.id, keep: Number(answers.keep) });
  tell(vscode.l10n.t('{0} checkpoints of “{1}” were removed.', removed, answers.task.title));
}
