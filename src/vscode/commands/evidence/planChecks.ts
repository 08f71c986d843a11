import type { TaskRow } from '../../../orchestrator/registry';
import type { FolderStore } from '../../folderStore';
import { fits } from '../../tasks/acts';

/** Commands of one task, in exactly their text. */
export interface ChecksOf {
  readonly task: TaskRow;
  readonly checks: readonly string[];
}

/** So many tasks of a plan are looked through. */
const MOST_TASKS = 1_000;

/** Checks that wait for a person in the other tasks of the same plan: a template gives each of its steps some. */
export async function openChecksElsewhere(store: FolderStore, task: TaskRow): Promise<ChecksOf[]> {
  const plan = await topOf(store, task);
  const found: ChecksOf[] = [];
  for await (const other of below(store, plan)) {
    if (other.id === task.id || other.openChecks === 0 || !fits('approveChecks', other)) continue;
    const { checks } = await store.read('task.evidence', { task: other.id });
    found.push({ task: other, checks: checks.flatMap(({ approved, command }) => (approved ? [] : [command])) });
  }
  return found;
}

async function topOf(store: FolderStore, task: TaskRow): Promise<TaskRow> {
  let top = task;
  while (top.parentId !== null) {
    const parent = await store.read('task.get', { id: top.parentId });
    if (!parent) break;
    top = parent;
  }
  return top;
}

async function* below(store: FolderStore, top: TaskRow): AsyncGenerator<TaskRow> {
  const left = [top];
  for (let seen = 0; seen < MOST_TASKS; seen++) {
    const task = left.shift();
    if (!task) return;
    yield task;
    if (task.children === 0) continue;
    const { rows } = await store.read('task.children', { parent: task.id });
    left.unshift(...rows);
  }
}
