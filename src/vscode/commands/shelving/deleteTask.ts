import * as vscode from 'vscode';
import { confirm } from '../../ask/confirm';
import { taskStep } from '../../ask/task';
import { walk } from '../../ask/walk';
import type { TaskRow } from '../../../orchestrator/registry';
import type { FolderStore } from '../../folderStore';
import { offerUndo } from '../../undo';
import { ownRow, present, selectedTasks, textOf } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../../notify';
import type { CommandServices } from '../services';

interface Doomed {
  readonly store: FolderStore;
  readonly task: TaskRow;
}

/** Asks in any case. A caller may pass `{ "task": "…", "reason": "…" }`. */
export async function deleteTask(services: CommandServices, argument: unknown, selection?: unknown): Promise<void> {
  const selected = selectedTasks(selection);
  if (selected.length > 1) return deleteAll(services, selected, argument);
  const title = vscode.l10n.t('Delete Task');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, task, fields } = begun;
  const answers = await walk<{ task: TaskRow }>(title, [taskStep(store)], present({ task }));
  if (answers) await deleteAll(services, [{ store, task: answers.task }], argument, textOf(fields, 'reason'));
}

/** `argument`: what the command was called on; the keyboard, which was there, goes on beside it. */
async function deleteAll(
  { log, tasksView }: CommandServices,
  selected: readonly Doomed[],
  argument: unknown,
  reason?: string,
): Promise<void> {
  for (const { store } of selected) store.assertTrusted();
  const extent = await extentOf(selected);
  if (!(await isMeant(extent))) return;
  const { doomed } = extent;
  const beside = tasksView.beside(
    ownRow(argument),
    doomed.map(({ task }) => task.id),
  );
  let below = 0;
  for (const { store, task } of doomed) {
    const { deleted } = await store.execute('task.delete', { task: task.id, ...present({ reason }) });
    below += deleted - 1;
  }
  if (beside) await tasksView.focusRow(beside);
  tellDeleted(log, doomed, below);
}

interface Extent {
  /** Without what goes with another of them. */
  readonly doomed: readonly Doomed[];
  readonly below: number;
  /** How many of all that somebody holds. */
  readonly claimed: number;
}

async function extentOf(selected: readonly Doomed[]): Promise<Extent> {
  const stores = [...new Set(selected.map(({ store }) => store))];
  const all = await Promise.all(
    stores.map(async (store) => {
      const ours = selected.filter((each) => each.store === store);
      const { tops, below, claimed } = await store.read('task.below', { tasks: ours.map(({ task }) => task.id) });
      return { doomed: ours.filter(({ task }) => tops.includes(task.id)), below, claimed };
    }),
  );
  return {
    doomed: all.flatMap(({ doomed }) => doomed),
    below: all.reduce((sum, { below }) => sum + below, 0),
    claimed: all.reduce((sum, { claimed }) => sum + claimed, 0),
  };
}

function isMeant({ doomed, below, claimed }: Extent): Promise<boolean> {
  const facts = [
    belowWords(below, doomed.length),
    heldWords(claimed, below + doomed.length),
    doomed.length === 1
      ? vscode.l10n.t('It can be brought back with Restore Deleted Task.')
      : vscode.l10n.t('They can be brought back with Restore Deleted Task.'),
  ];
  return confirm(
    vscode.l10n.t('Delete {0}?', named(doomed)),
    facts.filter((fact) => fact !== '').join('\n'),
    vscode.l10n.t('Delete'),
  );
}

function belowWords(count: number, above: number): string {
  if (count === 0) return '';
  if (above > 1)
    return vscode.l10n.t('With all that is below them, these are {0} tasks.', (count + above).toLocaleString());
  return count === 1
    ? vscode.l10n.t('One task below goes with it.')
    : vscode.l10n.t('{0} tasks below go with it.', count.toLocaleString());
}

function heldWords(count: number, all: number): string {
  if (count === 0) return '';
  if (all === 1) return vscode.l10n.t('Whoever holds it loses the claim.');
  return count === 1
    ? vscode.l10n.t('Whoever holds one of them loses the claim.')
    : vscode.l10n.t('Whoever holds {0} of them loses the claim.', count.toLocaleString());
}

const named = (doomed: readonly Doomed[]): string =>
  doomed.length === 1 ? `“${doomed[0]?.task.title ?? ''}”` : vscode.l10n.t('{0} tasks', doomed.length);

function tellDeleted(log: vscode.LogOutputChannel, doomed: readonly Doomed[], below: number): void {
  const said = deletedWords(named(doomed), below);
  offerUndo(log, said, async () => {
    for (const { store, task } of doomed) await store.execute('task.undelete', { task: task.id });
    tell(vscode.l10n.t('{0}: back where it was.', named(doomed)));
  });
}

function deletedWords(name: string, below: number): string {
  if (below === 0) return vscode.l10n.t('Deleted {0}.', name);
  return below === 1
    ? vscode.l10n.t('Deleted {0}, with one task below.', name)
    : vscode.l10n.t('Deleted {0}, with {1} tasks below.', name, below.toLocaleString());
}
