import { Problem } from '../domain/problem';
import { assertNeverThere, createBase, damaged, readBase, sortLogs } from './base';
import { Connection } from './connection';
import { diskFiles, errorCode, removeIfThere, statIfThere, type StoreFiles } from './files';
import { StoreLayout } from './layout';
import { rescue } from './rescue';
import { MainFile } from './mainFile';
import { assertOurs, schemaVersion } from './migrate';
import type { SqliteRuntime } from './sqlite/runtime';
import type { DatabaseFiles, Vfs } from './sqlite/vfs';
import { WalFile, type Fence } from './walFile';

export interface StoreOptions {
  readonly folder: string;
  readonly runtime: SqliteRuntime;
  readonly vfs: Vfs;
  readonly files?: StoreFiles;
  /** Throws when this process has lost the right to write; asked before each acknowledgement and each publish. */
  readonly fence?: Fence;
  readonly cacheKb?: number;
}

/** What one unit of work came to: its value, or the error that rolled it (and nothing else) back. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

const RETRYABLE_RENAME = new Set(['EPERM', 'EBUSY', 'EACCES']);

/**
 * The durable store: SQLite on real files, its own write-ahead log under a name of ours, `state.db` replaced only whole.
 * Whoever opens it must be the only one (the engine's election sees to that). docs/architecture.md, "The store".
 */
export class Store {
  readonly layout: StoreLayout;
  readonly connection: Connection;
  /** Logs that did not belong to the published file and were set aside. */
  readonly setAside: readonly string[];
  readonly #vfs: Vfs;
  readonly #files: StoreFiles;
  readonly #main: MainFile;
  readonly #wal: WalFile;
  readonly #state: { abandoned: boolean };
  readonly #fence: Fence;
  #generation: number;
  #publishing: Promise<void> | undefined;
  #closed = false;

  static open(options: StoreOptions): Store {
    const files = options.files ?? diskFiles;
    const layout = new StoreLayout(options.folder);
    files.mkdirSync(layout.folder, { recursive: true, mode: 0o700 });
    for (const name of files.readdirSync(layout.folder)) {
      if (StoreLayout.isUnfinishedCopy(name)) removeIfThere(files, `${layout.folder}/${name}`);
    }
    if (statIfThere(files, layout.database) === undefined) {
      assertNeverThere(files, layout);
      createBase(options.runtime, files, layout);
    }
    const { generation } = readBase(options.vfs, files, layout.database);
    const setAside = sortLogs(files, layout, generation, Date.now());
    return new Store(options, files, layout, generation, setAside);
  }

  private constructor(
    options: StoreOptions,
    files: StoreFiles,
    layout: StoreLayout,
    generation: number,
    setAside: readonly string[],
  ) {
    this.layout = layout;
    this.setAside = setAside;
    this.#files = files;
    this.#vfs = options.vfs;
    this.#generation = generation;
    const state = (this.#state = { abandoned: false });
    const fence = (this.#fence = () => {
      if (state.abandoned) throw new Error('the store was closed');
      options.fence?.();
    });

    let main: MainFile | undefined;
    let wal: WalFile | undefined;
    const database: DatabaseFiles = {
      openMain: () => (main = new MainFile(files, layout.database, () => layout.nextCopy(), fence)),
      openWal: () => (wal = new WalFile(files, layout.wal(this.#generation), () => this.#beforeAcknowledging(fence))),
      hasWal: () => (statIfThere(files, layout.wal(this.#generation))?.size ?? 0) > 0,
      removeWal: () => removeIfThere(files, layout.wal(this.#generation)),
    };
    const connection = new Connection(options.vfs.open(database));
    this.connection = connection;
    try {
      connection.value('pragma locking_mode = exclusive');
      const mode = connection.value('pragma journal_mode = wal');
      if (mode !== 'wal') throw new Error(`journal mode is ${String(mode)}`);
      connection.script(`
        pragma synchronous = full;
        pragma wal_autocheckpoint = 0;
        pragma temp_store = memory;
        pragma cache_size = -${options.cacheKb ?? 32_768};
        pragma foreign_keys = on;
        pragma trusted_schema = off;
      `);
      assertOurs(connection, layout.database);
      if (!main || !wal) throw new Error('SQLite did not open its files');
      this.#main = main;
      this.#wal = wal;
      main.mark(true);
    } catch (error) {
      const cause = this.#isDiskError(error) ? options.vfs.lastError : error;
      this.abandon();
      throw cause instanceof Problem ? cause : isDamage(error) ? damaged(layout.database, error) : ioProblem(cause);
    }
  }

  /** The schema on disk; `openStore` brings it up to date before anybody uses the store. */
  get schema(): number {
    return schemaVersion(this.connection);
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  get generation(): number {
    return this.#generation;
  }

  get walBytes(): number {
    return this.#wal.size();
  }

  get bytes(): number {
    return this.#main.size();
  }

  /** How often the log was made durable; benchmarks and tests hold it against the number of commits. */
  get syncs(): number {
    return this.#wal.syncs;
  }

  /**
   * Runs many units of work in one transaction and makes them durable with one sync. Each unit has a savepoint of its
   * own: one that throws is rolled back alone. When this returns, every `ok` outcome is on disk. When it throws, none of
   * them may be acknowledged and the store is abandoned: the disk may hold either outcome, so it is read again from there.
   */
  commit<T>(units: readonly (() => T)[]): Outcome<T>[] {
    this.#assertOpen();
    try {
      // Before writing as well as after: a leader that has lost its place must not touch its successor's log.
      this.#fence();
      this.connection.run('begin immediate');
      const outcomes = units.map((unit) => this.#unit(unit));
      this.connection.run('commit');
      return outcomes;
    } catch (error) {
      const cause = this.#isDiskError(error) ? this.#vfs.lastError : error;
      this.#rescueIfRemoved();
      this.abandon();
      throw isDamage(error) ? damaged(this.layout.database, error) : ioProblem(cause);
    }
  }

  /**
   * Publishes what the log holds: a copy of `state.db`, made durable away from this thread, takes the pages and replaces
   * the file. Commits go on while it is copied.
   */
  publish(): Promise<void> {
    this.#assertOpen();
    return (this.#publishing ??= this.#publish().finally(() => (this.#publishing = undefined)));
  }

  /**
   * Closes cleanly. With `publish` the log is folded into `state.db`, which then is an ordinary SQLite file; without it
   * the log stays and the next open replays it.
   */
  close(options: { publish: boolean }): void {
    if (this.#closed) return;
    if (!options.publish) {
      this.abandon();
      return;
    }
    if (this.walBytes > 0) this.#checkpoint();
    this.#closed = true;
    this.connection.freeStatements();
    this.#main.mark(false);
    this.#vfs.close(this.connection.database);
  }

  /** Lets go without writing another byte; everything acknowledged is in the log already. */
  abandon(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#state.abandoned = true;
    this.connection.freeStatements();
    this.#vfs.close(this.connection.database);
  }

  /**
   * `rm -rf` or `git clean` took the files away, but they are still open here: their content goes to a folder beside
   * the place where they were, and the next open finds it there (rule S8). Only a write leads here, so a store that was
   * removed on purpose and is not used any more stays removed.
   */
  #rescueIfRemoved(): void {
    const gone = (path: string) => statIfThere(this.#files, path) === undefined;
    if (!gone(this.layout.database) || !gone(this.#wal.path)) return;
    this.#files.mkdirSync(this.layout.rescue, { recursive: true, mode: 0o700 });
    rescue(this.#files, new StoreLayout(this.layout.rescue), this.#main.fd, this.#wal.fd);
  }

  #unit<T>(unit: () => T): Outcome<T> {
    this.connection.run('savepoint unit');
    try {
      const value = unit();
      this.connection.run('release unit');
      return { ok: true, value };
    } catch (error) {
      // A disk error ends the whole transaction; anything else is this unit's own affair.
      if (this.#isDiskError(error) || isDamage(error)) throw error;
      this.connection.run('rollback to unit');
      this.connection.run('release unit');
      return { ok: false, error };
    }
  }

  async #publish(): Promise<void> {
    const copy = this.layout.nextCopy();
    try {
      await this.#files.copyDurably(this.layout.database, copy);
      if (this.#closed) return;
      this.#main.prepare(copy);
      this.#checkpoint();
    } catch (error) {
      if (!(error instanceof Problem)) throw ioProblem(error);
      throw error;
    } finally {
      removeIfThere(this.#files, copy);
    }
  }

  #checkpoint(): void {
    try {
      this.#fence();
      const next = this.#generation + 1;
      this.connection.run("update _store set v = ? where k = 'generation'", [next]);
      const [row] = this.connection.rows('pragma wal_checkpoint(truncate)');
      if (row?.['busy'] !== 0) throw new Error('the checkpoint was refused as busy');
      this.#files.renameSync(this.layout.wal(this.#generation), this.layout.wal(next));
      this.#wal.renamedTo(this.layout.wal(next));
      this.#generation = next;
    } catch (error) {
      const cause = this.#isDiskError(error) ? this.#vfs.lastError : error;
      // Windows refuses to replace a file that another program has open. Nothing is lost: the log goes on, and the
      // next publish tries again. Any other failure leaves the copy in doubt, so everything is read again from disk.
      if (!RETRYABLE_RENAME.has(errorCode(cause) ?? '')) this.abandon();
      throw ioProblem(cause);
    } finally {
      const unused = this.#main.takePrepared();
      if (unused !== undefined) removeIfThere(this.#files, unused);
    }
  }

  #beforeAcknowledging(fence: Fence): void {
    fence();
    if (!this.#main.isUntouched()) throw new Error('state.db was replaced by somebody else');
  }

  #assertOpen(): void {
    if (this.#closed) throw new Problem('store_closed', 'The store is closed.', 'Try again.');
  }

  #isDiskError(error: unknown): boolean {
    return error instanceof Error && /disk I\/O error|disk is full|unable to open database/.test(error.message);
  }
}

function isDamage(error: unknown): boolean {
  return error instanceof Error && /malformed|not a database/.test(error.message);
}

function ioProblem(cause: unknown): Problem {
  if (cause instanceof Problem) return cause;
  const detail = cause instanceof Error ? cause.message : String(cause);
  if (errorCode(cause) === 'ENOSPC') {
    return new Problem('store_full', 'The disk is full: the change was not saved.', 'Make room, then try again.', {
      cause,
    });
  }
  return new Problem('store_io', `The store could not be written: ${detail}.`, 'Try again; nothing is done twice.', {
    cause,
  });
}
