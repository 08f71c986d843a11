import { Problem } from '../domain/problem';
import { ensureBase, nextGeneration, readBase, sortLogs } from './base';
import { Connection } from './connection';
import { openFile } from './content';
import { explainFailure, isDamage, isDiskError } from './failure';
import { diskFiles, removeIfThere, removeQuietly, statIfThere, type StoreFiles } from './files';
import { StoreLayout } from './layout';
import { assertHeaderIsWhole } from './logHeader';
import { MainFile, ReplaceRefused } from './mainFile';
import { assertOurs, schemaVersion } from './migrate';
import { copyContent, rescue, rewriteLog } from './rescue';
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
  /**
   * After a failed sync a system may drop what was written, yet show it to whoever reads the file, and succeed at the next
   * sync. So whoever opens the store again after a failure has its log written anew.
   */
  readonly distrustLog?: boolean;
}

/** What one unit of work came to: its value, or the error that rolled it (and nothing else) back. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

/**
 * The durable store: SQLite on real files, its own write-ahead log under a name of ours, `state.db` replaced only whole.
 * Whoever opens it must be the only one (the engine's election sees to that). docs/architecture.md, "The store".
 */
export class Store {
  readonly layout: StoreLayout;
  readonly connection: Connection;
  /** Logs that did not belong to the published file and were set aside. */
  readonly setAside: readonly string[];
  readonly vfs: Vfs;
  readonly #files: StoreFiles;
  readonly #main: MainFile;
  readonly #wal: WalFile;
  /** What SQLite has opened; empty for as long as it has not. */
  readonly #opened: { main?: MainFile; wal?: WalFile; letGo: boolean } = { letGo: false };
  readonly #fence: Fence;
  #generation: number;
  #publishing: Promise<void> | undefined;
  #closed = false;

  static open(options: StoreOptions): Store {
    try {
      return Store.#open(options);
    } catch (error) {
      throw explainFailure(error, new StoreLayout(options.folder).database, options.vfs.lastError);
    }
  }

  static #open(options: StoreOptions): Store {
    const files = options.files ?? diskFiles;
    const layout = new StoreLayout(options.folder);
    files.mkdirSync(layout.folder, { recursive: true, mode: 0o700 });
    for (const name of files.readdirSync(layout.folder)) {
      if (StoreLayout.isUnfinishedCopy(name)) removeQuietly(files, `${layout.folder}/${name}`);
    }
    ensureBase(options.runtime, files, layout);
    const base = readBase(options.vfs, files, layout.database);
    const setAside = sortLogs(files, layout, base, Date.now());
    assertHeaderIsWhole(files, layout.wal(base.generation));
    if (options.distrustLog === true) rewriteLog(files, layout, base.generation);
    return new Store(options, files, layout, base.generation, setAside);
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
    this.vfs = options.vfs;
    this.#generation = generation;
    const opened = this.#opened;
    const fence = (this.#fence = () => {
      if (opened.letGo) throw new Error('the store was closed');
      options.fence?.();
    });

    const database: DatabaseFiles = {
      openMain: () => (opened.main = new MainFile(files, layout.database, () => layout.nextCopy(), fence)),
      openWal: () =>
        (opened.wal = new WalFile(files, layout.wal(this.#generation), () => this.#beforeAcknowledging(fence))),
      hasWal: () => (statIfThere(files, layout.wal(this.#generation))?.size ?? 0) > 0,
      // SQLite removes an empty log at the end. One that was let go may be somebody else's by then.
      removeWal: () => {
        if (!opened.letGo) removeIfThere(files, layout.wal(this.#generation));
      },
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
      if (!opened.main || !opened.wal) throw new Error('SQLite did not open its files');
      this.#main = opened.main;
      this.#wal = opened.wal;
      this.#main.mark(true);
    } catch (error) {
      this.abandon();
      throw error;
    }
  }

  /** Whether the files still are the ones that were opened. */
  get isInPlace(): boolean {
    return this.#wal.isInPlace && this.#main.isUntouched();
  }

  /** The schema on disk; `openStore` brings it up to date before anybody uses the store. */
  get schema(): number {
    return schemaVersion(this.connection);
  }

  /** Whether there is something that was rescued before and that nobody has looked at yet. */
  get hasRescued(): boolean {
    return statIfThere(this.#files, this.layout.rescue) !== undefined;
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
   * Runs many units of work in one transaction and makes them durable with one sync. A unit that throws is rolled back
   * alone. When this returns, every `ok` outcome is on disk. When it throws, none of them may be acknowledged and the
   * store is abandoned: the disk may hold either outcome, so it is read again from there. `finish` runs once at the end,
   * for what all units together have to do.
   */
  commit<T>(units: readonly (() => T)[], finish?: () => void): Outcome<T>[] {
    this.#assertOpen();
    try {
      // Before writing as well as after: a leader that has lost its place must not touch its successor's log.
      this.#fence();
      this.connection.run('begin immediate');
      const isAlone = units.length === 1;
      const outcomes = units.map((unit) => this.#unit(unit, isAlone));
      finish?.();
      this.connection.run('commit');
      return outcomes;
    } catch (error) {
      const problem = this.#explain(error);
      this.#letGoAfterFailure();
      throw problem;
    }
  }

  /** Answers a question from what is committed. What the disk or damage did to it is told as a problem. */
  read<T>(look: (connection: Connection) => T): T {
    this.#assertOpen();
    try {
      return look(this.connection);
    } catch (error) {
      throw isDiskError(error) || isDamage(error) ? this.#explain(error) : error;
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
    try {
      this.#fence();
      if (this.#main.isReplaced()) throw this.leaveRemoved();
      if (this.walBytes > 0) this.#checkpoint();
      this.#main.mark(false);
    } catch (error) {
      this.abandon();
      throw this.#explain(error);
    }
    this.#closed = true;
    this.connection.freeStatements();
    this.vfs.close(this.connection.database);
  }

  /** Lets go without writing another byte; everything acknowledged is in the log already. */
  abandon(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#opened.letGo = true;
    this.#opened.main?.letGo();
    this.#opened.wal?.letGo();
    this.connection.freeStatements();
    this.vfs.close(this.connection.database);
  }

  /** Closes a store whose files are not in place any more, as a commit that finds that out does; returns what to say. */
  leaveRemoved(): Problem {
    try {
      this.#letGoAfterFailure();
      return this.#explain(new Error('its files were removed or replaced'));
    } catch (error) {
      return this.#explain(error);
    }
  }

  #letGoAfterFailure(): void {
    try {
      this.#keepWhatWasRemoved();
    } catch (error) {
      throw this.#explain(error);
    } finally {
      this.abandon();
    }
  }

  /**
   * `rm -rf`, `git clean` or a restored backup took files away that are still open here, or an editor wrote into them. A
   * log alone is put back in its place; otherwise the content of both goes to a folder beside them, where the next open
   * finds it (rule S8). What was not acknowledged stays behind: it may have been made of what somebody else has written.
   */
  #keepWhatWasRemoved(): void {
    const [files, wal, main] = [this.#files, this.#wal, this.#main];
    const logIsGone = this.#isNameless(wal.fd, wal.path);
    const baseIsGone = this.#isNameless(main.fd, this.layout.database) || main.isReplaced();
    if (logIsGone && !baseIsGone && main.isUntouched() && this.#mayWrite()) {
      copyContent(files, openFile(files, wal.fd), wal.path);
    } else if (logIsGone || baseIsGone) {
      const base = main.image?.content ?? openFile(files, main.fd);
      rescue(files, this.layout, base, openFile(files, wal.fd, wal.acknowledgedBytes));
    }
  }

  #isNameless(fd: number, path: string): boolean {
    return this.#files.fstatSync(fd).nlink === 0 || statIfThere(this.#files, path) === undefined;
  }

  #mayWrite(): boolean {
    try {
      this.#fence();
      return true;
    } catch {
      return false;
    }
  }

  /** Among others a unit has a savepoint; one that is alone has the whole transaction, which spares two statements. */
  #unit<T>(unit: () => T, isAlone: boolean): Outcome<T> {
    if (!isAlone) this.connection.run('savepoint unit');
    try {
      const value = unit();
      if (!isAlone) this.connection.run('release unit');
      return { ok: true, value };
    } catch (error) {
      // A disk error ends the whole transaction; anything else is this unit's own affair.
      if (isDiskError(error) || isDamage(error)) throw error;
      this.connection.run(isAlone ? 'rollback' : 'rollback to unit');
      this.connection.run(isAlone ? 'begin immediate' : 'release unit');
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
      throw this.#explain(error);
    } finally {
      removeQuietly(this.#files, copy);
    }
  }

  #checkpoint(): void {
    try {
      this.#fence();
      const next = nextGeneration(this.#generation);
      this.connection.run("replace into _store values ('generation', ?), ('previous', ?)", [next, this.#generation]);
      const [row] = this.connection.rows('pragma wal_checkpoint(truncate)');
      if (row?.['busy'] !== 0) throw new Error('the checkpoint was refused as busy');
      this.#generation = next;
      this.#wal.continueIn(this.layout.wal(next));
    } catch (error) {
      const problem = this.#explain(error);
      // The log goes on and the next publish tries again. Any other failure leaves it in doubt what has been published,
      // so everything is read again from disk.
      if (!(problem.cause instanceof ReplaceRefused)) this.#letGoAfterFailure();
      throw problem;
    } finally {
      const unused = this.#main.takePrepared();
      if (unused !== undefined) removeQuietly(this.#files, unused);
    }
  }

  #beforeAcknowledging(fence: Fence): void {
    fence();
    if (!this.#main.isUntouched()) throw new Error('state.db was replaced by somebody else');
  }

  #assertOpen(): void {
    if (this.#closed) throw new Problem('store_closed', 'The store is closed.', 'Try again.');
  }

  #explain(error: unknown): Problem {
    return explainFailure(error, this.layout.database, this.vfs.lastError);
  }
}
