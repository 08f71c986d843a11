import * as z from 'zod';
import { Problem } from '../../domain/problem';
import { TASK_STATUSES } from '../../domain/task/task';
import { STATES } from '../../domain/workflow/states';
import { invalid } from '../../orchestrator/operation';
import type { QueryInput, TaskRow } from '../../orchestrator/registry';
import { readCursor, writeCursor } from '../answer/cursor';
import type { ToolStore } from '../store';

/** What `task_query` was asked for. */
export interface Wanted {
  readonly ids?: readonly string[] | undefined;
  readonly text?: string | undefined;
  readonly state?: string | undefined;
  readonly role?: string | undefined;
  readonly stream?: string | undefined;
  readonly under?: string | undefined;
  readonly since?: string | undefined;
  readonly view?: 'list' | 'detail' | 'tree' | 'synthesis' | 'status' | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

export interface Found {
  readonly rows: readonly TaskRow[];
  /** Where to go on behind each row; none where the order is that of the ids. */
  readonly cursors: readonly string[];
  readonly total: number;
  readonly hasMore: boolean;
}

const place = z.strictObject({ updatedAt: z.number(), n: z.number() });

/** The tasks that were asked for, at most `limit` of them. */
export async function find(store: ToolStore, { ids, cursor, ...filters }: Wanted, limit: number): Promise<Found> {
  if (ids !== undefined) {
    const rows = await Promise.all(ids.slice(0, limit).map((id) => known(store, id)));
    return { rows, cursors: [], total: ids.length, hasMore: ids.length > limit };
  }
  const after = cursor === undefined ? null : readCursor(place, cursor);
  const found = await store.read('task.search', { ...filter(filters), after, limit });
  return {
    rows: found.rows,
    cursors: found.cursors.map(writeCursor),
    total: found.total,
    hasMore: found.next !== null,
  };
}

async function known(store: ToolStore, id: string): Promise<TaskRow> {
  const row = await store.read('task.get', { id });
  if (row?.deletedAt === null) return row;
  throw new Problem('not_found', `There is no task ${id}.`, 'Look it up with task_query and its text.');
}

function filter({ text, state, role, stream, under, since }: Wanted): QueryInput<'task.search'> {
  return {
    ...(text !== undefined && { text }),
    ...(state !== undefined && standing(state)),
    ...(role !== undefined && { role }),
    ...(stream !== undefined && { stream }),
    ...(under !== undefined && { under }),
    ...(since !== undefined && { since: moment(since) }),
  };
}

/** Agents name the fine state or the coarse status; a word that is both means the status. */
function standing(word: string): { state?: (typeof STATES)[number]; status?: (typeof TASK_STATUSES)[number] } {
  const status = TASK_STATUSES.find((name) => name === word);
  if (status !== undefined) return { status };
  const state = STATES.find((name) => name === word);
  if (state !== undefined) return { state };
  throw invalid([
    `state: there is none of this name; there are ${[...new Set([...TASK_STATUSES, ...STATES])].join(', ')}`,
  ]);
}

function moment(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw invalid(['since: write a time such as 2026-01-31T12:00:00Z']);
  return at;
}

/** The task that a view is about which is about one; undefined: about all. */
export function onlyOne({ ids, under }: Wanted): string | undefined {
  const named = [...new Set([...(ids ?? []), ...(under === undefined ? [] : [under])])];
  if (named.length > 1) throw invalid(['ids: this view is about one task; name one, in ids or in under']);
  return named[0];
}
