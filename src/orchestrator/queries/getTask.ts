import * as z from 'zod';
import { findTask } from '../../storage/queries/tasks';
import { readQuery } from '../operation';

export const getTask = readQuery(
  z.strictObject({ id: z.string() }),
  ({ connection }, { id }) => findTask(connection, id) ?? null,
);
