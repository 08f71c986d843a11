import * as vscode from 'vscode';
import { askChoice, type Choice } from '../../ask/pick';
import { askTask, taskStep } from '../../ask/task';
import { BACK, walk, type Answer, type Place } from '../../ask/walk';
import type { TaskRow } from '../../../orchestrator/registry';
import type { FolderStore } from '../../folderStore';
import { arrange, betweenFolders } from '../../tasks/arrange';
import { movedTogether } from '../../views/tasks/dropTarget';
import type { TaskLeaf } from '../../views/taskNodes';
import { present, selectedTasks, textOf } from '../argument';
import { beginChange } from '../begin';
import type { CommandServices } from '../services';
import { mayLeave } from './underApproval';

/** Next to which of its new siblings a task comes; none: the last. */
interface Spot {
  readonly before?: string;
  readonly after?: string;
}

interface Answers {
  readonly task: TaskRow;
  readonly parent: string | null;
  readonly spot: Spot;
}

/** A caller may pass `{ "task": "…", "parent": "…" or null, "before" or "after": "…" }`. */
export async function moveTask(services: CommandServices, argument: unknown, selection?: unknown): Promise<void> {
  const selected = movedTogether(selectedTasks(selection));
  if (selected.length > 1) return moveSeveral(services, selected);
  const title = vscode.l10n.t('Move Task');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, task, fields } = begun;
  const parent = fields['parent'] === null ? null : textOf(fields, 'parent');
  const next: Spot = present({ before: textOf(fields, 'before'), after: textOf(fields, 'after') });
  const isNextTo = Object.keys(next).length > 0;
  const answers = await walk<Answers>(
    title,
    [
      taskStep(store),
      { key: 'parent', ask: (place, { task: moved }) => askParent(place, store, moved) },
      { key: 'spot', ask: (place, { task: moved, parent: to }) => askSpot(place, store, moved, to ?? null) },
    ],
    {
      ...present({ task }),
      ...(parent !== undefined && { parent }),
      // Next to another task, the parent is the one it has; with a parent alone, it comes last.
      ...(isNextTo && { spot: next, ...(parent === undefined && task && { parent: task.parentId }) }),
      ...(!isNextTo && parent !== undefined && { spot: {} }),
    },
  );
  if (!answers || !(await mayLeave(begun, answers.task, title))) return;
  const { task: moved, parent: to, spot } = answers;
  await arrange(store, [{ task: moved.id, parent: to, ...spot }], vscode.l10n.t('“{0}”', moved.title), services.log);
  services.tasksView.reveal(store, moved.id);
}

/** Several come last, in the order in which they stand. */
async function moveSeveral({ log, tasksView }: CommandServices, selected: readonly TaskLeaf[]): Promise<void> {
  const [first] = selected;
  if (!first) return;
  const { store } = first;
  store.assertTrusted();
  if (selected.some((leaf) => leaf.store !== store)) throw betweenFolders();
  const title = vscode.l10n.t('Move Task');
  const ids = selected.map(({ task }) => task.id);
  const answers = await walk<{ parent: string | null }>(title, [
    { key: 'parent', ask: (place) => askParent(place, store, undefined, ids) },
  ]);
  if (!answers) return;
  const moves = ids.map((task) => ({ task, parent: answers.parent }));
  await arrange(store, moves, vscode.l10n.t('{0} tasks', ids.length), log);
  tasksView.reveal(store, first.task.id);
}

async function askParent(
  place: Place,
  store: FolderStore,
  moved: TaskRow | undefined,
  except: readonly string[] = moved ? [moved.id] : [],
): Promise<Answer<string | null>> {
  const here: Choice<'here' | 'top' | 'below'> = {
    label: vscode.l10n.t('Stay where it is, in another order'),
    value: 'here',
  };
  const where = await askChoice<'here' | 'top' | 'below'>(place, vscode.l10n.t('Where does it belong?'), [
    ...(moved ? [here] : []),
    { label: vscode.l10n.t('Below another task…'), value: 'below' },
    ...(moved?.parentId === null ? [] : [{ label: vscode.l10n.t('At the top'), value: 'top' as const }]),
  ]);
  if (where === undefined || where === BACK) return where;
  if (where.value === 'here') return { value: moved?.parentId ?? null };
  if (where.value === 'top') return { value: null };
  const parent = await askTask(place, store, { act: 'newStep', except });
  return parent === undefined || parent === BACK ? parent : { value: parent.value.id };
}

async function askSpot(
  place: Place,
  store: FolderStore,
  moved: TaskRow | undefined,
  parent: string | null,
): Promise<Answer<Spot>> {
  const { rows } = await store.read('task.children', { parent });
  const siblings = rows.filter(({ id }) => id !== moved?.id);
  const [first] = siblings;
  if (!first) return { value: {} };
  return askChoice<Spot>(place, vscode.l10n.t('Where among the others?'), [
    { label: vscode.l10n.t('Last'), value: {} },
    { label: vscode.l10n.t('First'), value: { before: first.id } },
    ...siblings.map(({ id, title }) => ({ label: vscode.l10n.t('After “{0}”', title), value: { after: id } })),
  ]);
}
