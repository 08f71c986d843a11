import { Problem } from '../domain/problem';
import type { Connection } from './connection';
import { migrations, SCHEMA_VERSION, type Migration } from './migrations';

/** "ToDb" in ASCII: tells our files from other programs' SQLite files. */
export const APPLICATION_ID = 0x546f4462;

export function schemaVersion(connection: Connection): number {
  return Number(connection.value('pragma user_version'));
}

/** Refuses what this program must not touch: files of other programs and of its own future. */
export function assertOurs(connection: Connection, path: string): void {
  const application = Number(connection.value('pragma application_id'));
  if (application !== APPLICATION_ID) {
    throw new Problem(
      'store_foreign',
      `${path} is an SQLite database, but not one that Task Orchestrator wrote.`,
      'Move it elsewhere or restore a backup.',
    );
  }
  const found = schemaVersion(connection);
  if (found > SCHEMA_VERSION) {
    throw new Problem(
      'store_newer',
      `The store has schema ${found}, but this version of Task Orchestrator knows schemas up to ${SCHEMA_VERSION}.`,
      'Update Task Orchestrator here; the store has not been touched.',
    );
  }
}

/** Applies what is missing, each step in a transaction of its own (rule S7). */
export function migrate(connection: Connection, steps: readonly Migration[] = migrations): void {
  for (const step of steps) {
    const found = schemaVersion(connection);
    if (step.version <= found) continue;
    if (step.version !== found + 1) throw new Error(`migration ${step.version} does not follow schema ${found}`);
    connection.run('begin immediate');
    try {
      connection.script(step.sql);
      connection.script(`pragma user_version = ${step.version}`);
      connection.run('commit');
    } catch (error) {
      connection.run('rollback');
      throw error;
    }
  }
}
