import { tokensOf } from '../../domain/brief/compose';
import type { TaskRow } from '../../orchestrator/registry';

/** Rows of one answer take at most this much of an agent's window, whatever was asked for (rule M3). */
const MOST_TOKENS = 10_000;

/** As many of the rows, from the first, as fit into an answer; at least one. */
export function fitting<Row>(rows: readonly Row[]): Row[] {
  let room = MOST_TOKENS;
  const kept = rows.findIndex((row) => (room -= tokensOf(JSON.stringify(row)) + 1) < 0);
  return rows.slice(0, kept === -1 ? rows.length : Math.max(1, kept));
}

/** A task in a list: what an agent chooses by. */
export function listed({
  id,
  title,
  state,
  role,
  children,
  leaves,
  leavesDone,
  claimed,
  actor,
}: TaskRow): Record<string, unknown> {
  return {
    id,
    title,
    state,
    ...(role !== null && { role }),
    ...(children > 0 && { done: `${leavesDone}/${leaves}` }),
    ...(claimed && { actor }),
  };
}

/** Counting stops here; beyond it, how many there are is of no use to anybody who reads lists. */
const MOST_COUNTED = 10_000;

export const howToGetMore = (shown: number, total: number): string =>
  `${shown} of ${total >= MOST_COUNTED ? `${MOST_COUNTED} or more` : total}; pass next_cursor as cursor for more, or filter.`;
