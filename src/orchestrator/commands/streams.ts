import * as z from 'zod';
import { Problem } from '../../domain/problem';
import { recordEvent } from '../../storage/queries/events';
import { findStream, insertStream, lastStreamPosition, listStreams, updateStream } from '../../storage/queries/streams';
import { command } from '../operation';
import { roleName, streamName } from '../shapes/common';

const settings = {
  description: z.string().max(2_000).optional(),
  /** How many may work in it at a time; null: as many as like. */
  concurrency: z.int().min(1).max(1_000).nullable().optional(),
  role_limits: z.record(roleName, z.int().min(1).max(1_000)).optional(),
};
const answer = z.strictObject({ stream: z.string() });

export const createStream = command({
  about: 'Makes a stream: a named, ordered set of task trees.',
  who: 'anyone',
  input: z.strictObject({ name: streamName, ...settings }),
  output: answer,
  run: (context, { name, description = '', concurrency = null, role_limits = {} }) => {
    const { connection, now, actor } = context;
    if (findStream(connection, name)) throw taken(name);
    const position = lastStreamPosition(connection) + 1;
    insertStream(connection, { name, position, description, concurrency, roleLimits: role_limits, createdAt: now });
    recordEvent(connection, { at: now, actor, kind: 'stream.created', taskId: null, subject: name });
    context.changed({ entity: 'stream', id: name, parent: null });
    return { stream: name };
  },
});

const taken = (name: string): Problem =>
  new Problem('conflict', `There is a stream ${name} already.`, 'Choose another name, or edit that one.');

export const editStream = command({
  about: 'Changes a stream: its name, description, limits, place among the others, or whether it is shown.',
  who: 'anyone',
  input: z.strictObject({
    stream: streamName,
    name: streamName.optional(),
    ...settings,
    /** The stream behind which it comes; null: first. */
    after: streamName.nullable().optional(),
    archived: z.boolean().optional(),
  }),
  output: answer,
  run: (context, { stream: current, name, description, concurrency, role_limits, after, archived }) => {
    const { connection, now, actor } = context;
    const before = findStream(connection, current);
    if (!before)
      throw new Problem('not_found', `There is no stream ${current}.`, 'Choose one from the list of streams.');
    const namesake = name === undefined ? undefined : findStream(connection, name);
    if (namesake && namesake.name !== before.name) throw taken(name ?? '');
    const row = {
      ...before,
      ...(name !== undefined && { name }),
      ...(description !== undefined && { description }),
      ...(concurrency !== undefined && { concurrency }),
      ...(role_limits !== undefined && { roleLimits: role_limits }),
      ...(archived !== undefined && { archivedAt: archived ? (before.archivedAt ?? now) : null }),
      ...(after !== undefined && {
        position: positionAfter(
          listStreams(connection).filter((s) => s.name !== before.name),
          after,
        ),
      }),
    };
    updateStream(connection, before.name, row);
    const event = { at: now, actor, kind: 'stream.edited', taskId: null, subject: row.name };
    recordEvent(connection, { ...event, before, after: row });
    context.changed({ entity: 'stream', id: row.name, parent: null });
    return { stream: row.name };
  },
});

function positionAfter(streams: readonly { name: string; position: number }[], after: string | null): number {
  const index = after === null ? -1 : streams.findIndex(({ name }) => name.toLowerCase() === after.toLowerCase());
  if (after !== null && index === -1)
    throw new Problem('not_found', `There is no stream ${after}.`, 'Choose one from the list of streams.');
  const left = streams[index]?.position;
  const right = streams[index + 1]?.position;
  if (left === undefined) return (right ?? 1) - 1;
  return right === undefined ? left + 1 : (left + right) / 2;
}
