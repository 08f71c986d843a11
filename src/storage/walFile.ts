import { dirname } from 'node:path';
import { readFully, removeQuietly, statIfThere, syncDirectory, writeFully, type StoreFiles } from './files';
import type { VfsFile } from './sqlite/vfs';

const GATHER_BYTES = 1 << 20;

/** Asked after each sync, before anything is acknowledged; throws when this process must not write any more. */
export type Fence = () => void;

/**
 * The write-ahead log. SQLite appends two small writes a page; they are gathered and written once, at the sync that
 * makes the commit durable.
 */
export class WalFile implements VfsFile {
  readonly #files: StoreFiles;
  readonly #fence: Fence;
  #fd: number;
  #path: string;
  #letGo = false;
  #gathered: Uint8Array | undefined;
  #gatheredBytes = 0;
  #gatheredAt = 0;
  #entryIsDurable = false;
  /** Where what was written since the last sync begins. */
  #unsyncedFrom: number | undefined;
  syncs = 0;

  constructor(files: StoreFiles, path: string, fence: Fence) {
    this.#files = files;
    this.#path = path;
    this.#fence = fence;
    this.#fd = openOrCreate(files, path);
  }

  get path(): string {
    return this.#path;
  }

  /** For a copy of the log as it is on disk; what is still gathered has not been acknowledged. */
  get fd(): number {
    return this.#fd;
  }

  /** Up to where the log may hold what was acknowledged; what is behind was written since, and no sync of it succeeded. */
  get acknowledgedBytes(): number {
    return this.#unsyncedFrom ?? this.#files.fstatSync(this.#fd).size;
  }

  /**
   * Goes on in the log of the next generation, once what the old one held has been published. A new file rather than a
   * new name for the old one: Windows refuses to rename what another program is looking at, and by now there is no way
   * back. The old log is empty; one that cannot be removed here is removed by the next open.
   */
  continueIn(path: string): void {
    const [oldFd, oldPath] = [this.#fd, this.#path];
    this.#fd = openOrCreate(this.#files, path);
    this.#path = path;
    this.#entryIsDurable = false;
    this.#unsyncedFrom = undefined;
    this.#files.closeSync(oldFd);
    removeQuietly(this.#files, oldPath);
  }

  /** Whether the log still has its name, and the name still means this log. */
  get isInPlace(): boolean {
    return this.#files.fstatSync(this.#fd).ino === statIfThere(this.#files, this.#path)?.ino;
  }

  /** Forgets what is not written yet, and writes nothing any more: somebody else may own the log by now. */
  letGo(): void {
    this.#gatheredBytes = 0;
    this.#letGo = true;
  }

  read(target: Uint8Array, position: number): number {
    this.#flush();
    return readFully(this.#files, this.#fd, target, position);
  }

  write(source: Uint8Array, position: number): void {
    this.#assertHeld();
    this.#unsyncedFrom = Math.min(this.#unsyncedFrom ?? position, position);
    if (source.length > GATHER_BYTES) {
      this.#flush();
      writeFully(this.#files, this.#fd, source, position);
      return;
    }
    const end = this.#gatheredAt + this.#gatheredBytes;
    if (this.#gatheredBytes > 0 && (position !== end || this.#gatheredBytes + source.length > GATHER_BYTES)) {
      this.#flush();
    }
    const buffer = (this.#gathered ??= new Uint8Array(GATHER_BYTES));
    if (this.#gatheredBytes === 0) this.#gatheredAt = position;
    buffer.set(source, this.#gatheredBytes);
    this.#gatheredBytes += source.length;
  }

  truncate(size: number): void {
    this.#assertHeld();
    this.#flush();
    this.#files.ftruncateSync(this.#fd, size);
  }

  sync(): void {
    this.#assertHeld();
    this.#flush();
    this.#files.fdatasyncSync(this.#fd);
    this.syncs++;
    // An earlier process may have died between creating the file and syncing its directory; so the first sync of
    // every process does it, whether or not it created the file.
    if (!this.#entryIsDurable) {
      syncDirectory(this.#files, dirname(this.#path));
      this.#entryIsDurable = true;
    }
    // `rm -rf` and `git clean` unlink the log under us: what is written after that would be lost with the process.
    if (!this.isInPlace) throw new Error('the log was removed or replaced');
    this.#fence();
    this.#unsyncedFrom = undefined;
  }

  size(): number {
    this.#flush();
    return this.#files.fstatSync(this.#fd).size;
  }

  close(): void {
    this.#files.closeSync(this.#fd);
  }

  #assertHeld(): void {
    if (this.#letGo) throw new Error('the store was closed');
  }

  #flush(): void {
    if (this.#gatheredBytes === 0 || !this.#gathered) return;
    writeFully(this.#files, this.#fd, this.#gathered.subarray(0, this.#gatheredBytes), this.#gatheredAt);
    this.#gatheredBytes = 0;
  }
}

function openOrCreate(files: StoreFiles, path: string): number {
  return statIfThere(files, path) ? files.openSync(path, 'r+') : files.openSync(path, 'wx+', 0o600);
}
