import * as vscode from 'vscode';
import { askLongText } from '../../ask/longText';
import { taskStep } from '../../ask/task';
import { required } from '../../ask/text';
import { walk } from '../../ask/walk';
import type { TaskRow } from '../../../orchestrator/registry';
import { present, textOf } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../onTask';
import type { CommandServices } from '../services';

/** A caller may pass `{ "task": "…", "plan": "…" }`. */
export async function submitPlan(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Submit Plan');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, task, fields } = begun;
  const answers = await walk<{ task: TaskRow; plan: string }>(
    title,
    [
      taskStep(store, { act: 'submitPlan' }),
      {
        key: 'plan',
        ask: (place) =>
          askLongText(place, vscode.l10n.t('Where is the plan?'), {
            prompt: vscode.l10n.t(
              'What is the plan? For more than a line, write it in an editor and run this command there.',
            ),
            mistake: required(vscode.l10n.t('A plan needs a text.')),
          }),
      },
    ],
    present({ task, plan: textOf(fields, 'plan') }),
  );
  if (!answers) return;
  const claim = services.claims.tokenFor(store, answers.task);
  await store.execute('task.progress', { task: answers.task.id, plan: answers.plan, ...present({ claim }) });
  tell(vscode.l10n.t('The plan of “{0}” is kept.', answers.task.title));
}
