import type { TaskRow } from '../../orchestrator/registry';

/** What is to be read again for one changed task: its own row, or the lists of children it is in or was in. */
export interface Stale {
  readonly row: boolean;
  readonly listsOf: readonly (string | null)[];
}

/**
 * From the row as it is shown and as it is now. Most changes touch a row alone; a list is read again only when a row
 * comes, goes or changes its place, so that nothing moves under the cursor for less.
 */
export function staleAfter(shown: TaskRow | undefined, now: TaskRow | null, parent: string | null): Stale {
  const isListed = now !== null && now.archivedAt === null;
  if (!shown) return { row: false, listsOf: isListed ? [parent] : [] };
  if (!isListed) return { row: false, listsOf: [shown.parentId] };
  if (now.parentId !== shown.parentId) return { row: false, listsOf: [shown.parentId, now.parentId] };
  if (now.position !== shown.position) return { row: false, listsOf: [now.parentId] };
  return { row: true, listsOf: [] };
}
