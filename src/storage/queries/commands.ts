import * as z from 'zod';
import type { Connection } from '../connection';
import { query, statement } from '../query';

/** A command that took effect, and what it answered. */
export interface CommandRecord {
  readonly name: string;
  readonly inputHash: string;
  readonly result: string;
}

const byId = query(
  'select name, input_hash, result from commands where id = ?',
  z.object({ name: z.string(), input_hash: z.string(), result: z.string() }),
);
const insert = statement('insert into commands (id, name, input_hash, result, at) values (?, ?, ?, ?, ?)');
const prune = statement('delete from commands where at < ?');

export function findCommand(connection: Connection, id: string): CommandRecord | undefined {
  const found = connection.get(byId, [id]);
  return found && { name: found.name, inputHash: found.input_hash, result: found.result };
}

export function recordCommand(connection: Connection, id: string, record: CommandRecord, now: number): void {
  connection.run(insert, [id, record.name, record.inputHash, record.result, now]);
}

export function pruneCommands(connection: Connection, before: number): void {
  connection.run(prune, [before]);
}
