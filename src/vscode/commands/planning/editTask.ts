import * as vscode from 'vscode';
import { askChoice } from '../../ask/pick';
import { taskStep } from '../../ask/task';
import { walk } from '../../ask/walk';
import type { TaskRow } from '../../../orchestrator/registry';
import { present, textOf } from '../argument';
import { beginChange } from '../begin';
import { askToRun } from '../evidence/askToRun';
import { tell } from '../../notify';
import { isMeant } from '../outside';
import type { CommandServices } from '../services';
import { editableFields, givenEdit, loosens, type Edit, type EditableField } from './editableFields';

interface Answers {
  readonly task: TaskRow;
  readonly field: EditableField;
  readonly edit?: Edit;
}

/**
 * A caller may pass `{ "task": "…" }` with any of the fields, which are then changed together, or `"field": "description"`,
 * `"files"` or `"checks"` for these alone.
 */
export async function editTask(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Edit Task');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, task, fields } = begun;
  const given = givenEdit(fields);
  if (task && Object.keys(given).length > 0) {
    await store.execute('task.edit', { task: task.id, ...given });
    return;
  }
  // Read once for each task that is chosen, for the list of its fields and for the field itself.
  let shown = task && (await store.read('task.show', { task: task.id }));
  const named = textOf(fields, 'field');
  const only = shown && editableFields(shown).find(({ key }) => key !== undefined && key === named);
  const answers = await walk<Answers>(
    title,
    [
      taskStep(store),
      {
        key: 'field',
        ask: async (place, soFar) => {
          const now = await store.read('task.show', { task: soFar.task?.id ?? '' });
          shown = now;
          const choices = editableFields(now).map((value) => {
            const { label, icon, text } = value;
            return { label, iconPath: new vscode.ThemeIcon(icon), description: text, value };
          });
          return askChoice(place, vscode.l10n.t('What do you want to change?'), choices);
        },
      },
      {
        key: 'edit',
        when: ({ field }) => field?.ask !== undefined,
        ask: async (place, { field }) => (shown && field?.ask ? field.ask(place, shown, store) : undefined),
      },
    ],
    present({ task, field: only }),
  );
  if (!answers) return;
  const { task: chosen, field, edit } = answers;
  if (field.longText) {
    await services.texts.open(store, chosen, field.longText);
  } else if (edit && shown && Object.keys(edit).length > 0) {
    // A list, too, can be answered by a command; a call that said what is to be done was asked about before.
    const question = vscode.l10n.t('Shall “{0}” have less to go through and to show than now?', chosen.title);
    if (begun.origin === 'unsaid' && loosens(edit, shown) && !(await isMeant(begun, question, title))) return;
    await store.execute('task.edit', { task: chosen.id, ...edit });
    tell(vscode.l10n.t('Changed “{0}”.', chosen.title));
    const { checks: before } = shown;
    const added = edit.checks?.filter((check) => !before.includes(check)) ?? [];
    if (added.length > 0) await askToRun(services, store, [{ task: chosen, checks: added }]);
  }
}
