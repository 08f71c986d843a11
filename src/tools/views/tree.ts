import { fitting } from '../answer/rows';
import type { ToolStore } from '../store';
import type { Answer } from '../tool';
import { onlyOne, type Wanted } from './wanted';

const USUAL = 50;

/** A task and what lies below it, in order; without a task, everything. */
export async function treeView(store: ToolStore, wanted: Wanted): Promise<Answer> {
  const { lines, more } = await store.read('task.outline', {
    task: onlyOne(wanted) ?? null,
    limit: wanted.limit ?? USUAL,
  });
  const rows = lines.map(({ id, title, state, depth, role, leaves, leavesDone }) => ({
    id,
    title,
    state,
    depth,
    ...(role !== null && { role }),
    ...(leaves > 1 && { done: `${leavesDone}/${leaves}` }),
  }));
  const shown = fitting(rows);
  const isCut = more || shown.length < rows.length;
  return {
    rows: shown,
    ...(isCut && { more: `The first ${shown.length} lines; name a task lower down with under for its part.` }),
  };
}
