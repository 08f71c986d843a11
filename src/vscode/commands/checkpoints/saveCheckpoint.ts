import * as vscode from 'vscode';
import { taskStep } from '../../ask/task';
import { askText, required } from '../../ask/text';
import { walk } from '../../ask/walk';
import type { TaskRow } from '../../../orchestrator/registry';
import { present, textOf } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../../notify';
import type { CommandServices } from '../services';

/** A caller may pass `{ "task": "…", "name": "…" }`. */
export async function saveCheckpoint(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Save Checkpoint');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, task, fields } = begun;
  const prompt = vscode.l10n.t('What is reached? A checkpoint keeps where the task stands under this name.');
  const mistake = required(vscode.l10n.t('A checkpoint needs a name.'));
  const answers = await walk<{ task: TaskRow; name: string }>(
    title,
    [taskStep(store, { act: 'saveCheckpoint' }), { key: 'name', ask: (place) => askText(place, { prompt, mistake }) }],
    present({ task, name: textOf(fields, 'name') }),
  );
  if (!answers) return;
  await store.execute('checkpoint.save', { task: answers.task.id, name: answers.name });
  tell(vscode.l10n.t('Checkpoint “{0}” is kept.', answers.name));
}
