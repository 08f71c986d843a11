import * as vscode from 'vscode';
import { Problem } from '../../../domain/problem';
import { askChoice } from '../../ask/pick';
import { walk } from '../../ask/walk';
import { dateAndTime } from '../../words/times';
import { present, readArgument } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../../notify';
import { isMeant } from '../outside';
import type { CommandServices } from '../services';

/** A caller may pass `{ "task": "…" }`. */
export async function restoreDeletedTask(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Restore Deleted Task');
  const { store: given, task: id, folder, origin } = readArgument(argument);
  // A deleted task is no task that a command could begin with; only where it was is passed on.
  const begun = await beginChange(services, present({ store: given, folder }), title);
  if (!begun) return;
  const { store } = begun;
  const { rows } = await store.read('task.deleted', { tops: true });
  if (rows.length === 0 && id === undefined) {
    throw new Problem(
      'not_found',
      vscode.l10n.t('No task is deleted.'),
      vscode.l10n.t('Delete Task puts tasks there.'),
    );
  }
  const choices = rows.map(({ id: value, title: label, deletedAt, children }) => {
    const when = deletedAt === null ? '' : vscode.l10n.t('deleted {0}', dateAndTime(deletedAt));
    const whole = children > 0 ? vscode.l10n.t('with all below it') : '';
    return { label, description: [whole, when].filter((part) => part !== '').join(' · '), value };
  });
  const placeholder = vscode.l10n.t('What is below a task comes back with it');
  const answers = await walk<{ task: string }>(
    title,
    [{ key: 'task', ask: (place) => askChoice(place, placeholder, choices) }],
    present({ task: id }),
  );
  if (!answers) return;
  const named = rows.find((row) => row.id === answers.task)?.title ?? answers.task;
  const question = vscode.l10n.t('Bring back what was deleted with “{0}”?', named);
  if (!(await isMeant({ origin }, question, vscode.l10n.t('Bring Back')))) return;
  const { restored } = await store.execute('task.undelete', { task: answers.task });
  services.tasksView.reveal(store, answers.task);
  tell(restored === 1 ? vscode.l10n.t('The task is back.') : vscode.l10n.t('{0} tasks are back.', restored));
}
