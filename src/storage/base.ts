import { dirname } from 'node:path';
import { Problem } from '../domain/problem';
import { Connection } from './connection';
import { damaged, explainFailure, isDiskError } from './failure';
import { removeQuietly, statIfThere, syncDirectory, writeFully, type StoreFiles } from './files';
import { GITIGNORE, StoreLayout } from './layout';
import { APPLICATION_ID, assertOurs, migrate, schemaVersion } from './migrate';
import { publishedFiles } from './publishedFile';
import type { SqliteRuntime } from './sqlite/runtime';
import type { Vfs } from './sqlite/vfs';

export interface BaseFacts {
  /** Names the only log that may be replayed on this file. */
  readonly generation: number;
  /** Names the log that was folded into this file. */
  readonly previous: number;
  readonly schema: number;
}

/** Builds an empty store in memory and puts it on disk with one rename: `state.db` is never seen half made. */
function createBase(runtime: SqliteRuntime, files: StoreFiles, layout: StoreLayout): void {
  const database = new runtime.sql.Database();
  const connection = new Connection(database);
  connection.script(`
    pragma application_id = ${APPLICATION_ID};
    create table _store (k text primary key, v) without rowid;
    insert into _store values ('generation', ${nextGeneration(0)}), ('previous', 0);
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
  // Before there is a `state.db`: wherever one is found, its folder is durable too.
  syncDirectory(files, dirname(layout.folder));
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
    const previous = connection.value("select v from _store where k = 'previous'");
    if (typeof generation !== 'number' || typeof previous !== 'number') throw new Error('it has no generation');
    return { generation, previous, schema: schemaVersion(connection) };
  });
}

/** A store begins empty, only where none was before (rule S6). A pipe of its name would hold up whoever reads it for ever. */
export function ensureBase(runtime: SqliteRuntime, files: StoreFiles, layout: StoreLayout): void {
  const path = layout.database;
  const found = statIfThere(files, path);
  if (found === undefined) {
    assertNeverThere(files, layout);
    createBase(runtime, files, layout);
  } else if (found.isFile?.() === false) throw notAFile(path);
}

const notAFile = (path: string): Problem =>
  new Problem(
    'store_blocked',
    `${path} is not a file.`,
    'Find out what it is for; tasks need this name for their store.',
  );

/** Opens a database file for a look and closes it again; whatever SQLite cannot make sense of is reported as damage. */
export function inspect<T>(vfs: Vfs, files: StoreFiles, path: string, look: (connection: Connection) => T): T {
  let connection: Connection | undefined;
  try {
    const opened = (connection = new Connection(vfs.open(publishedFiles(files, path))));
    assertComplete(opened, files.statSync(path).size);
    return look(opened);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw isDiskError(error) ? explainFailure(error, path, vfs.lastError) : damaged(path, error);
  } finally {
    if (connection) {
      connection.freeStatements();
      vfs.close(connection.database);
    }
  }
}

/** SQLite takes an empty file for an empty database, and does not notice when a part of the last page is missing. */
function assertComplete(connection: Connection, size: number): void {
  const wanted = Number(connection.value('pragma page_count')) * Number(connection.value('pragma page_size'));
  if (size === 0) throw new Error('the file is empty');
  if (size < wanted) throw new Error(`the file has ${size} bytes, but should have ${wanted}`);
}

/**
 * Later than all before, and unlike any other: stores that have the same past (a restored backup, a copy on another
 * machine) never give the same number to different logs.
 */
export function nextGeneration(current: number): number {
  return Math.max(current + 1, Date.now());
}

/**
 * Binds logs to their base. A log may only be replayed on the published file of its own generation; the one before it is
 * already contained in the base. Any other belongs to a base that somebody has replaced, and is kept aside, never
 * replayed (rule S5).
 */
export function sortLogs(files: StoreFiles, layout: StoreLayout, base: BaseFacts, now: number): string[] {
  const setAside: string[] = [];
  for (const name of files.readdirSync(layout.folder)) {
    const found = StoreLayout.walGeneration(name);
    if (found === undefined || found === base.generation) continue;
    const path = layout.wal(found);
    if (found === base.previous) {
      // The rename that published what it holds may not be durable yet: whoever made it may have died just then.
      syncDirectory(files, layout.folder);
      removeQuietly(files, path);
    } else if (statIfThere(files, path)?.size === 0) {
      removeQuietly(files, path);
    } else {
      const orphan = layout.orphan(found, now);
      files.renameSync(path, orphan);
      setAside.push(orphan);
    }
  }
  return setAside;
}

/** Without `state.db` an empty store may be created only where nothing says that there was one before (rule S6). */
function assertNeverThere(files: StoreFiles, layout: StoreLayout): void {
  if (statIfThere(files, layout.rescue) !== undefined) {
    throw new Problem(
      'store_removed',
      'The files of the store were removed while it was in use. What they held has been kept.',
      'Restore a backup: what was kept is among them. Or set it aside and start empty.',
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
