import * as vscode from 'vscode';
import { taskStep } from '../../ask/task';
import { askText, required } from '../../ask/text';
import { walk } from '../../ask/walk';
import type { TaskRow } from '../../../orchestrator/registry';
import { present, textOf } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../../notify';
import type { CommandServices } from '../services';

/** A caller may pass `{ "task": "…", "text": "…" }`. */
export async function addNote(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Add Note');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, task, fields } = begun;
  const prompt = vscode.l10n.t('The note is kept in the history and handed to whoever works on the task next.');
  const mistake = required(vscode.l10n.t('A note needs a text.'));
  const answers = await walk<{ task: TaskRow; text: string }>(
    title,
    [taskStep(store), { key: 'text', ask: (place) => askText(place, { prompt, mistake }) }],
    present({ task, text: textOf(fields, 'text') }),
  );
  if (!answers) return;
  await store.execute('task.note', { task: answers.task.id, text: answers.text });
  tell(vscode.l10n.t('Noted at “{0}”.', answers.task.title));
}
