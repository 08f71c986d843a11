import * as vscode from 'vscode';
import { askChoice } from '../../ask/pick';
import { taskStep } from '../../ask/task';
import { askText, required } from '../../ask/text';
import { walk, type Answer, type Place } from '../../ask/walk';
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
  const answers = await walk<{ task: TaskRow; source?: 'typed' | 'editor'; plan: string }>(
    title,
    [
      taskStep(store, { act: 'submitPlan' }),
      { key: 'source', when: () => openText() !== undefined && textOf(fields, 'plan') === undefined, ask: askSource },
      {
        key: 'plan',
        ask: async (place, { source }) => {
          const written = openText();
          return source === 'editor' && written !== undefined ? { value: written } : askPlan(place);
        },
      },
    ],
    present({ task, plan: textOf(fields, 'plan') }),
  );
  if (!answers) return;
  const claim = services.claims.tokenFor(store, answers.task);
  await store.execute('task.progress', { task: answers.task.id, plan: answers.plan, ...present({ claim }) });
  tell(vscode.l10n.t('The plan of “{0}” is kept.', answers.task.title));
}

/** What is selected in the editor, or all of it: a plan of more than a line is best written there. */
function openText(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const { document, selection } = editor;
  const text = document.getText(selection.isEmpty ? undefined : selection).trim();
  return text === '' ? undefined : text;
}

const askPlan = (place: Place): Promise<Answer<string>> =>
  askText(place, {
    prompt: vscode.l10n.t('What is the plan? For more than a line, write it in an editor and run this command there.'),
    mistake: required(vscode.l10n.t('A plan needs a text.')),
  });

const askSource = (place: Place): Promise<Answer<'typed' | 'editor'>> =>
  askChoice<'typed' | 'editor'>(place, vscode.l10n.t('Where is the plan?'), [
    {
      label: vscode.l10n.t('In the active editor'),
      detail: vscode.l10n.t('What is selected there, or all of it'),
      value: 'editor',
    },
    { label: vscode.l10n.t('I type it now'), value: 'typed' },
  ]);
