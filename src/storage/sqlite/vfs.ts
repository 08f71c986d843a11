import type { Database } from 'sql.js';
import { errorCode } from '../files';
import { handleOf, type SqliteRuntime } from './runtime';

/** One open file as SQLite sees it. Methods throw; the VFS turns that into SQLite's error codes. */
export interface VfsFile {
  /** Fills `target` from `position` and returns how many bytes there were; SQLite zero-fills the rest. */
  read(target: Uint8Array, position: number): number;
  write(source: Uint8Array, position: number): void;
  truncate(size: number): void;
  sync(): void;
  size(): number;
  close(): void;
}

/** The real files behind one database. */
export interface DatabaseFiles {
  openMain(): VfsFile;
  openWal(): VfsFile;
  /** Whether there is a write-ahead log to replay. */
  hasWal(): boolean;
  removeWal(): void;
}

const OK = 0;
const NOTFOUND = 12;
const FULL = 13;
const CANTOPEN = 14;
const IOERR_READ = 266;
const IOERR_SHORT_READ = 522;
const IOERR_WRITE = 778;
const IOERR_FSYNC = 1034;
const IOERR_TRUNCATE = 1546;
const IOERR_FSTAT = 1802;
const IOERR_DELETE = 2570;
const OPEN_MAIN_DB = 0x100;
const OPEN_WAL = 0x80000;
const SECTOR_BYTES = 4096;
const POWERSAFE_OVERWRITE = 0x1000;

// Offsets in C's `struct sqlite3_vfs` on a 32-bit target, the public ABI of sqlite3.h.
const VFS = { version: 0, fileBytes: 4, maxPath: 8, name: 16, open: 24, remove: 28, access: 32 } as const;

type CFunction = (...args: (number | bigint)[]) => number;

/**
 * Lets stock sql.js work on real files: the default `sqlite3_vfs` object of the loaded module is patched in place, so
 * that databases opened through `open` below reach a `DatabaseFiles`, while all others stay in the module's memory.
 *
 * All that this relies on is SQLite's public C ABI, except that the first member of `struct sqlite3` is its VFS. That is
 * checked before anything is patched; if it ever fails, we refuse to open rather than fall back to memory (rule S3).
 */
export class Vfs {
  readonly #runtime: SqliteRuntime;
  readonly #open = new Map<number, VfsFile>();
  readonly #databases = new Map<string, DatabaseFiles>();
  readonly #nameOf = new Map<Database, string>();
  #opening: DatabaseFiles | undefined;
  #openingName: string | undefined;
  #bytes: Uint8Array;
  #view: DataView;
  #lastError: unknown;

  constructor(runtime: SqliteRuntime) {
    this.#runtime = runtime;
    this.#bytes = new Uint8Array(runtime.memory.buffer);
    this.#view = new DataView(runtime.memory.buffer);
    this.#patch(this.#locate());
  }

  /** The file system's own error behind the last failure; SQLite's messages carry only a code. */
  get lastError(): unknown {
    return this.#lastError;
  }

  open(files: DatabaseFiles): Database {
    this.#opening = files;
    this.#lastError = undefined;
    try {
      const database = new this.#runtime.sql.Database();
      if (this.#openingName !== undefined) this.#nameOf.set(database, this.#openingName);
      return database;
    } catch (error) {
      if (this.#openingName !== undefined) this.#databases.delete(this.#openingName);
      // sql.js has no handle yet to ask for the reason, and makes "out of memory" of whatever it is.
      throw this.#lastError === undefined
        ? error
        : new Error('unable to open database file', { cause: this.#lastError });
    } finally {
      this.#opening = undefined;
      this.#openingName = undefined;
    }
  }

  close(database: Database): void {
    try {
      database.close();
    } catch (error) {
      // sql.js ends by unlinking the file in its own memory, where ours never was. SQLite is closed by then.
      if (!isMemoryFileError(error)) throw error;
    } finally {
      const name = this.#nameOf.get(database);
      this.#nameOf.delete(database);
      if (name !== undefined) this.#databases.delete(name);
    }
  }

  #locate(): number {
    const { sql } = this.#runtime;
    const probe = new sql.Database();
    try {
      const vfs = this.#int(handleOf(probe));
      const name = sql.UTF8ToString(this.#int(vfs + VFS.name));
      const version = this.#int(vfs + VFS.version);
      const maxPath = this.#int(vfs + VFS.maxPath);
      const fileBytes = this.#int(vfs + VFS.fileBytes);
      const plausible = version >= 1 && version <= 4 && maxPath >= 64 && maxPath <= 8192 && fileBytes >= 16;
      if (name !== 'unix' || !plausible || fileBytes > 4096) {
        throw new Error(`sql.js: unexpected VFS layout (name ${name}, version ${version}, ${maxPath}, ${fileBytes})`);
      }
      return vfs;
    } finally {
      probe.close();
    }
  }

  #patch(vfs: number): void {
    const { sql, table } = this.#runtime;
    const original = (offset: number) => table.get(this.#int(vfs + offset)) as CFunction;
    const [open, remove, access] = [original(VFS.open), original(VFS.remove), original(VFS.access)];
    const methods = this.#methods();

    this.#setInt(
      vfs + VFS.open,
      sql.addFunction((self: number, nameAt: number, file: number, flags: number, outFlags: number) => {
        const name = nameAt === 0 ? '' : baseName(sql.UTF8ToString(nameAt));
        if (this.#opening && (flags & OPEN_MAIN_DB) !== 0) {
          this.#databases.set(name, this.#opening);
          this.#openingName = name;
          this.#opening = undefined;
        }
        const target = this.#find(name);
        if (!target) return open(self, nameAt, file, flags, outFlags);
        try {
          if ((flags & (OPEN_MAIN_DB | OPEN_WAL)) === 0) throw new Error(`unexpected file kind ${target.suffix}`);
          this.#open.set(file, (flags & OPEN_WAL) !== 0 ? target.files.openWal() : target.files.openMain());
          this.#setInt(file, methods);
          if (outFlags !== 0) this.#setInt(outFlags, flags);
          return OK;
        } catch (error) {
          this.#setInt(file, 0);
          return this.#fail(CANTOPEN, error);
        }
      }, 'iiiiii'),
    );
    this.#setInt(
      vfs + VFS.remove,
      sql.addFunction((self: number, nameAt: number, sync: number) => {
        const target = this.#find(baseName(sql.UTF8ToString(nameAt)));
        if (!target) return remove(self, nameAt, sync);
        return this.#guard(IOERR_DELETE, () => {
          if (target.suffix === '-wal') target.files.removeWal();
          return OK;
        });
      }, 'iiii'),
    );
    this.#setInt(
      vfs + VFS.access,
      sql.addFunction((self: number, nameAt: number, flags: number, out: number) => {
        const target = this.#find(baseName(sql.UTF8ToString(nameAt)));
        if (!target) return access(self, nameAt, flags, out);
        // There never is a rollback journal: a new store is built in memory and published whole.
        this.#setInt(out, target.suffix === '' || (target.suffix === '-wal' && target.files.hasWal()) ? 1 : 0);
        return OK;
      }, 'iiiii'),
    );
  }

  /** The `sqlite3_io_methods` table. Version 1 has no shared memory: with exclusive locking WAL needs none. */
  #methods(): number {
    const { sql } = this.#runtime;
    const file = (pointer: number): VfsFile => {
      const found = this.#open.get(pointer);
      if (!found) throw new Error('file is not open');
      return found;
    };
    const entries = [
      1,
      sql.addFunction((pointer: number) => {
        const closing = this.#open.get(pointer);
        this.#open.delete(pointer);
        return this.#guard(IOERR_READ, () => (closing?.close(), OK));
      }, 'ii'),
      sql.addFunction((pointer: number, buffer: number, length: number, position: bigint) => {
        return this.#guard(IOERR_READ, () => {
          const target = this.#memory().subarray(buffer, buffer + length);
          const got = file(pointer).read(target, Number(position));
          if (got === length) return OK;
          target.fill(0, got);
          return IOERR_SHORT_READ;
        });
      }, 'iiiij'),
      sql.addFunction((pointer: number, buffer: number, length: number, position: bigint) => {
        return this.#guard(IOERR_WRITE, () => {
          file(pointer).write(this.#memory().subarray(buffer, buffer + length), Number(position));
          return OK;
        });
      }, 'iiiij'),
      sql.addFunction(
        (pointer: number, size: bigint) =>
          this.#guard(IOERR_TRUNCATE, () => (file(pointer).truncate(Number(size)), OK)),
        'iij',
      ),
      sql.addFunction((pointer: number) => this.#guard(IOERR_FSYNC, () => (file(pointer).sync(), OK)), 'iii'),
      sql.addFunction((pointer: number, out: number) => {
        return this.#guard(IOERR_FSTAT, () => {
          const size = file(pointer).size();
          this.#memory();
          this.#view.setBigInt64(out, BigInt(size), true);
          return OK;
        });
      }, 'iii'),
      // Locks: who may open the files at all is decided before, by the leader election.
      sql.addFunction(() => OK, 'iii'),
      sql.addFunction(() => OK, 'iii'),
      sql.addFunction((_pointer: number, out: number) => {
        this.#setInt(out, 0);
        return OK;
      }, 'iii'),
      sql.addFunction(() => NOTFOUND, 'iiii'),
      sql.addFunction(() => SECTOR_BYTES, 'ii'),
      sql.addFunction(() => POWERSAFE_OVERWRITE, 'ii'),
    ];
    const at = sql._malloc(entries.length * 4);
    entries.forEach((entry, index) => this.#setInt(at + index * 4, entry));
    return at;
  }

  #find(name: string): { files: DatabaseFiles; suffix: '' | '-wal' | '-journal' } | undefined {
    for (const suffix of ['-journal', '-wal', ''] as const) {
      if (!name.endsWith(suffix)) continue;
      const files = this.#databases.get(suffix === '' ? name : name.slice(0, -suffix.length));
      if (files) return { files, suffix };
    }
    return undefined;
  }

  #guard(code: number, action: () => number): number {
    try {
      return action();
    } catch (error) {
      return this.#fail(code === IOERR_WRITE && errorCode(error) === 'ENOSPC' ? FULL : code, error);
    }
  }

  #fail(code: number, error: unknown): number {
    this.#lastError = error;
    return code;
  }

  /** WebAssembly memory that has grown has a new buffer; views of the old one are dead. */
  #memory(): Uint8Array {
    if (this.#bytes.buffer !== this.#runtime.memory.buffer) {
      this.#bytes = new Uint8Array(this.#runtime.memory.buffer);
      this.#view = new DataView(this.#runtime.memory.buffer);
    }
    return this.#bytes;
  }

  #int(at: number): number {
    this.#memory();
    return this.#view.getInt32(at, true);
  }

  #setInt(at: number, value: number): void {
    this.#memory();
    this.#view.setInt32(at, value, true);
  }
}

const baseName = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

const isMemoryFileError = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && (error as { name?: unknown }).name === 'ErrnoError';
