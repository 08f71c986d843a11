import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { Problem } from '../../domain/problem';
import { newTaskId } from '../../domain/task/id';
import { cleanTitle, LIMITS, PRIORITIES } from '../../domain/task/task';
import { recordEvent } from '../../storage/queries/events';
import { insertTask, isTaskIdTaken, lastPosition, placeOf } from '../../storage/queries/tasks';
import { command } from '../operation';

const input = z.strictObject({
  title: z.string().transform(cleanTitle).pipe(z.string().min(1, 'a title is needed').max(LIMITS.title)),
  description: z.string().max(LIMITS.description).default(''),
  parent: z.string().nullable().default(null),
  role: z
    .string()
    .regex(/^[a-z][a-z0-9_-]*$/, 'a role is lower-case letters, digits, - and _')
    .max(LIMITS.role)
    .nullable()
    .default(null),
  priority: z.enum(PRIORITIES).default('normal'),
});

/** From a random UUID, of which Node keeps a supply: its first twelve digits are random, the next one is not. */
const randomHex = (digits: number): string => randomUUID().replace('-', '').slice(0, digits);

/** Adds one task, last among its siblings. */
export const createTask = command(input, (context, { title, description, parent, role, priority }) => {
  const { connection, now, actor } = context;
  const place = parent === null ? undefined : placeOf(connection, parent);
  if (parent !== null && !place) {
    throw new Problem('not_found', `There is no task ${parent}.`, 'Choose a parent that exists, or none.');
  }
  const id = newTaskId(role, randomHex, (candidate) => isTaskIdTaken(connection, candidate));
  insertTask(connection, {
    id,
    parentId: parent,
    rootId: place?.rootId ?? id,
    depth: place ? place.depth + 1 : 0,
    position: lastPosition(connection, parent) + 1,
    title,
    description,
    role,
    priority,
    now,
  });
  recordEvent(connection, { at: now, actor, kind: 'task.created', taskId: id, after: { title, parent, role } });
  context.created(id);
  context.changed({ entity: 'task', id, parent });
  return { task: id };
});
