import * as z from 'zod';
import { readCursor, writeCursor } from '../answer/cursor';
import { fitting } from '../answer/rows';
import type { ToolStore } from '../store';
import type { Answer } from '../tool';
import { onlyOne, type Wanted } from './wanted';

const USUAL = 50;
const place = z.strictObject({ after: z.string() });

/** A task and what lies below it, in order; without a task, everything. */
export async function treeView(store: ToolStore, wanted: Wanted): Promise<Answer> {
  const after = wanted.cursor === undefined ? undefined : readCursor(place, wanted.cursor).after;
  const { lines, more } = await store.read('task.outline', {
    task: onlyOne(wanted) ?? null,
    limit: wanted.limit ?? USUAL,
    ...(after !== undefined && { after }),
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
  const end = lines[shown.length - 1];
  return {
    rows: shown,
    ...(isCut && end && { next_cursor: writeCursor({ after: end.id }) }),
    ...(isCut && { more: `${shown.length} lines; send next_cursor as cursor for those after them.` }),
  };
}
