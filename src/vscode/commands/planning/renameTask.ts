import * as vscode from 'vscode';
import { taskStep } from '../../ask/task';
import { askText } from '../../ask/text';
import { problemWithTitle } from '../../ask/title';
import { walk } from '../../ask/walk';
import type { TaskRow } from '../../../orchestrator/registry';
import { present, textOf } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../../notify';
import type { CommandServices } from '../services';

/** A caller may pass `{ "task": "…", "title": "…" }`. */
export async function renameTask(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Rename Task');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, task, fields } = begun;
  const answers = await walk<{ task: TaskRow; title: string }>(
    title,
    [
      taskStep(store, { placeholder: vscode.l10n.t('Which task should be called otherwise?') }),
      {
        key: 'title',
        ask: (place, { task: renamed }) =>
          askText(place, {
            prompt: vscode.l10n.t('What should it be called?'),
            value: renamed?.title ?? '',
            mistake: problemWithTitle,
          }),
      },
    ],
    present({ task, title: textOf(fields, 'title') }),
  );
  if (!answers) return;
  await store.execute('task.edit', { task: answers.task.id, title: answers.title });
  tell(vscode.l10n.t('It is called “{0}” now.', answers.title));
}
