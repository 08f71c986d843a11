import * as vscode from 'vscode';
import { confirmText } from '../../ask/confirmText';
import { askLongText } from '../../ask/longText';
import { taskStep } from '../../ask/task';
import { required } from '../../ask/text';
import { walk } from '../../ask/walk';
import type { TaskRow } from '../../../orchestrator/registry';
import { present, textOf } from '../argument';
import { approvedAbove } from '../../tasks/approvedAbove';
import { beginChange, type Begun } from '../begin';
import { tell } from '../../notify';
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
  if (!(await maySubmit(begun, answers.task, answers.plan, title))) return;
  const claim = services.claims.tokenFor(store, answers.task);
  await store.execute('task.progress', { task: answers.task.id, plan: answers.plan, ...present({ claim }) });
  tell(vscode.l10n.t('The plan of “{0}” is kept.', answers.task.title));
}

/**
 * Lists and editors can be answered by programs, and nobody is asked again about a plan that a person submits (rules O3, O4). A
 * call that brought the plan along was asked about before.
 */
async function maySubmit(
  { store, origin }: Begun,
  { id, title }: TaskRow,
  plan: string,
  action: string,
): Promise<boolean> {
  if (origin !== 'unsaid' || (await approvedAbove(store, id)) === undefined) return true;
  return confirmText(
    vscode.l10n.t('Is this the plan of “{0}”? Nobody is asked again.', title),
    vscode.l10n.t('This was not begun on a row or in a panel, so a program may have begun it.'),
    plan,
    action,
  );
}
