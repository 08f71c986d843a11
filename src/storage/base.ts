import { Problem } from '../domain/problem';
import { Connection } from './connection';
import { removeIfThere, statIfThere, syncDirectory, writeFully, type StoreFiles } from './files';
import { GITIGNORE, StoreLayout } from './layout';
import { APPLICATION_ID, assertOurs, migrate, schemaVersion } from './migrate';
import { publishedFiles } from './publishedFile';
import type { SqliteRuntime } from './sqlite/runtime';
import type { Vfs } from './sqlite/vfs';

export interface BaseFacts {
  readonly generation: number;
  readonly schema: number;
}

/** Builds an empty store in memory and puts it on disk with one rename: `state.db` is never seen half made. */
export function createBase(runtime: SqliteRuntime, files: StoreFiles, layout: StoreLayout): void {
  const database = new runtime.sql.Database();
  const connection = new Connection(database);
  connection.script(`
    pragma application_id = ${APPLICATION_ID};
    create table _store (k text primary key, v) without rowid;
    insert into _store values ('generation', 1);
  `);
  migrate(connection);
  connection.freeStatements();
  const image = database.export();
  database.close();

  if (statIfThere(files, layout.gitignore) === undefined) {
    writeWhole(files, layout.gitignore, Buffer.from(GITIGNORE), 0o644);
  }
  const copy = layout.nextCopy();
  writeWhole(files, copy, image, 0o600);
  files.renameSync(copy, layout.database);
  syncDirectory(files, layout.folder);
}

function writeWhole(files: StoreFiles, path: string, content: Uint8Array, mode: number): void {
  const fd = files.openSync(path, 'wx+', mode);
  try {
    writeFully(files, fd, content, 0);
    files.fsyncSync(fd);
  } finally {
    files.closeSync(fd);
  }
}

/** What the published file says of itself, read without any log. */
export function readBase(vfs: Vfs, files: StoreFiles, path: string): BaseFacts {
  return inspect(vfs, files, path, (connection) => {
    assertOurs(connection, path);
    const generation = connection.value("select v from _store where k = 'generation'");
    if (typeof generation !== 'number') throw new Error('the store has no generation');
    return { generation, schema: schemaVersion(connection) };
  });
}

/** Opens a database file for a look and closes it again; whatever SQLite cannot make sense of is reported as damage. */
export function inspect<T>(vfs: Vfs, files: StoreFiles, path: string, look: (connection: Connection) => T): T {
  let connection: Connection | undefined;
  try {
    const opened = (connection = new Connection(vfs.open(publishedFiles(files, path))));
    return look(opened);
  } catch (error) {
    throw error instanceof Problem ? error : damaged(path, error);
  } finally {
    if (connection) {
      connection.freeStatements();
      vfs.close(connection.database);
    }
  }
}

export function damaged(path: string, cause: unknown): Problem {
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new Problem(
    'store_damaged',
    `${path} cannot be read as a task store: ${detail}.`,
    'Restore a backup, or set the store aside and start empty; the damaged file is kept either way.',
    { cause },
  );
}

/**
 * Binds logs to their base. A log may only be replayed on the published file of its own generation: one of a lower
 * generation is already contained in the base; one of a higher generation belongs to a newer base that somebody replaced
 * with an older one, and is kept aside, never replayed (rule S5).
 */
export function sortLogs(files: StoreFiles, layout: StoreLayout, generation: number, now: number): string[] {
  const setAside: string[] = [];
  for (const name of files.readdirSync(layout.folder)) {
    const found = StoreLayout.walGeneration(name);
    if (found === undefined || found === generation) continue;
    if (found < generation) {
      removeIfThere(files, layout.wal(found));
    } else {
      const orphan = layout.orphan(found, now);
      files.renameSync(layout.wal(found), orphan);
      setAside.push(orphan);
    }
  }
  return setAside;
}

/** Without `state.db` an empty store may be created only where nothing says that there was one before (rule S6). */
export function assertNeverThere(files: StoreFiles, layout: StoreLayout): void {
  if (statIfThere(files, layout.rescue) !== undefined) {
    throw new Problem(
      'store_removed',
      'The files of the store were removed while it was in use. What they held has been kept.',
      'Restore the rescued store, or set it aside and start empty.',
    );
  }
  const names = files.readdirSync(layout.folder);
  const log = names.some((name) => {
    const generation = StoreLayout.walGeneration(name);
    return generation !== undefined && (statIfThere(files, layout.wal(generation))?.size ?? 0) > 0;
  });
  const backup =
    statIfThere(files, layout.backups) !== undefined &&
    files.readdirSync(layout.backups).some((name) => name.endsWith('.db'));
  if (!log && !backup) return;
  throw new Problem(
    'store_missing',
    `${layout.database} is missing, but ${log ? 'its log' : 'a backup of it'} is still there.`,
    'Restore a backup, put the file back and try again, or set the rest aside and start empty.',
  );
}
