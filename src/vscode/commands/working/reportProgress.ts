import * as vscode from 'vscode';
import { taskStep } from '../../ask/task';
import { askText, required } from '../../ask/text';
import { walk } from '../../ask/walk';
import type { TaskRow } from '../../../orchestrator/registry';
import { present, textOf } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../../notify';
import type { CommandServices } from '../services';

/** A note that also keeps the claim alive. A caller may pass `{ "task": "…", "note": "…" }`. */
export async function reportProgress(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Report Progress');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, task, fields } = begun;
  const mistake = required(vscode.l10n.t('Say in a few words how it goes.'));
  const answers = await walk<{ task: TaskRow; note: string }>(
    title,
    [
      taskStep(store, { act: 'reportProgress' }),
      { key: 'note', ask: (place) => askText(place, { prompt: vscode.l10n.t('How does it go?'), mistake }) },
    ],
    present({ task, note: textOf(fields, 'note') }),
  );
  if (!answers) return;
  const claim = services.claims.tokenFor(store, answers.task);
  await store.execute('task.progress', { task: answers.task.id, note: answers.note, ...present({ claim }) });
  tell(vscode.l10n.t('Progress of “{0}” is kept.', answers.task.title));
}
