import * as vscode from 'vscode';
import { isFinished } from '../../../domain/task/phase';
import { Problem } from '../../../domain/problem';
import { taskStep } from '../../ask/task';
import { walk } from '../../ask/walk';
import type { TaskRow } from '../../../orchestrator/registry';
import type { FolderStore } from '../../folderStore';
import { arrange } from '../../tasks/arrange';
import { movedTogether } from '../../views/tasks/dropTarget';
import { isTree, type Look } from '../../views/tasks/look';
import type { TaskLeaf } from '../../views/taskNodes';
import { present, selectedTasks } from '../argument';
import { beginChange } from '../begin';
import { tell } from '../../notify';
import type { CommandServices, Handler } from '../services';

type Direction = 'up' | 'down';

/** Moves a task, or several siblings, by one place among those that the Tasks view shows beside it. */
export const shiftTask =
  (direction: Direction): Handler =>
  async (services: CommandServices, argument: unknown, selection?: unknown): Promise<void> => {
    const title = direction === 'up' ? vscode.l10n.t('Move Task Up') : vscode.l10n.t('Move Task Down');
    const begun = await beginChange(services, argument, title);
    if (!begun) return;
    const { store, task } = begun;
    const { look } = services.tasksView.memory;
    if (task && !isTree(look)) throw noOrder();
    const answers = await walk<{ task: TaskRow }>(title, [taskStep(store)], present({ task }));
    if (!answers) return;
    const moved = siblingsOf(answers.task, selectedTasks(selection));
    const edge = direction === 'up' ? moved[0] : moved.at(-1);
    const next = edge && (await neighbour(store, edge, direction, look));
    if (next) {
      const moves = movesPast(moved, next, direction);
      await arrange(store, moves, said(moved), services.log, { quietly: true });
    } else
      tell(direction === 'up' ? vscode.l10n.t('It is the first already.') : vscode.l10n.t('It is the last already.'));
  };

/** The rows that are selected together with one, as far as they stand beside it, in their order. */
function siblingsOf(task: TaskRow, selected: readonly TaskLeaf[]): readonly TaskRow[] {
  const beside = movedTogether(selected).map((leaf) => leaf.task);
  if (!beside.some(({ id }) => id === task.id)) return [task];
  return beside.filter(({ parentId, stream }) => parentId === task.parentId && stream === task.stream);
}

async function neighbour(
  store: FolderStore,
  task: TaskRow,
  direction: Direction,
  look: Look,
): Promise<TaskRow | undefined> {
  // At the top, those of a stream stand together, unless the tree has no headings.
  const stream = task.parentId === null && look.groupBy !== 'none' ? task.stream : undefined;
  const list = { stream, unfinished: !look.finished && !isFinished(task) };
  const { before } = await store.read('tree.place', { task: task.id, ...list });
  const offset = direction === 'up' ? before - 1 : before + 1;
  if (offset < 0) return undefined;
  const { rows } = await store.read('tree.siblings', { parent: task.parentId, ...list, offset, limit: 1 });
  return rows[0];
}

const said = (moved: readonly TaskRow[]): string =>
  moved.length === 1 ? vscode.l10n.t('“{0}”', moved[0]?.title ?? '') : vscode.l10n.t('{0} tasks', moved.length);

function movesPast(moved: readonly TaskRow[], next: TaskRow, direction: Direction) {
  return moved.map(({ id, parentId }, index) => {
    const previous = moved[index - 1];
    const beside = previous ? { after: previous.id } : { [direction === 'up' ? 'before' : 'after']: next.id };
    return { task: id, parent: parentId, ...beside };
  });
}

const noOrder = (): Problem =>
  new Problem(
    'not_possible',
    vscode.l10n.t('The Tasks view does not show tasks in their own order now.'),
    vscode.l10n.t('Group by stream and clear the filter to move them.'),
  );
