import * as z from 'zod';
import { childrenOf } from '../../storage/queries/tasks';
import { readQuery } from '../operation';

const PAGE = 1000;

const input = z.strictObject({
  parent: z.string().nullable(),
  after: z.strictObject({ position: z.number(), n: z.number() }).optional(),
  limit: z.int().min(1).max(PAGE).default(PAGE),
});

/** One page of a task's children, or of the root tasks, in their order. */
export const listChildren = readQuery(input, ({ connection }, { parent, after, limit }) => {
  const rows = childrenOf(connection, parent, after, limit + 1);
  const page = rows.slice(0, limit);
  const end = page.at(-1);
  return {
    rows: page,
    next: rows.length > limit && end ? { position: end.position, n: end.n } : null,
  };
});
