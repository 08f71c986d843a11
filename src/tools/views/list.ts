import { fitting, howToGetMore, listed } from '../answer/rows';
import type { ToolStore } from '../store';
import type { Answer } from '../tool';
import { find, type Wanted } from './wanted';

const USUAL = 20;

/** A line a task. */
export async function listView(store: ToolStore, wanted: Wanted): Promise<Answer> {
  const { rows, cursors, total, hasMore } = await find(store, wanted, wanted.limit ?? USUAL);
  const shown = fitting(rows.map(listed));
  const end = cursors[shown.length - 1];
  const isCut = hasMore || shown.length < rows.length;
  // Tasks that were asked for by their ids are in no order that could be gone on with.
  const next = isCut && end !== undefined ? { next_cursor: end } : {};
  return { rows: shown, total, ...next, ...(isCut && { more: howToGetMore(shown.length, total) }) };
}
