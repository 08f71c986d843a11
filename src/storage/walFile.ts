import { dirname } from 'node:path';
import { readFully, statIfThere, syncDirectory, writeFully, type StoreFiles } from './files';
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
  readonly #fd: number;
  readonly #fence: Fence;
  #path: string;
  #gathered: Uint8Array | undefined;
  #gatheredBytes = 0;
  #gatheredAt = 0;
  #entryIsDurable = false;
  syncs = 0;

  constructor(files: StoreFiles, path: string, fence: Fence) {
    this.#files = files;
    this.#path = path;
    this.#fence = fence;
    this.#fd = statIfThere(files, path) ? files.openSync(path, 'r+') : files.openSync(path, 'wx+', 0o600);
  }

  get path(): string {
    return this.#path;
  }

  get fd(): number {
    this.#flush();
    return this.#fd;
  }

  /** The log was renamed for the next generation; its new directory entry is durable after the next sync. */
  renamedTo(path: string): void {
    this.#path = path;
    this.#entryIsDurable = false;
  }

  read(target: Uint8Array, position: number): number {
    this.#flush();
    return readFully(this.#files, this.#fd, target, position);
  }

  write(source: Uint8Array, position: number): void {
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
    this.#flush();
    this.#files.ftruncateSync(this.#fd, size);
  }

  sync(): void {
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
    const mine = this.#files.fstatSync(this.#fd).ino;
    if (mine !== statIfThere(this.#files, this.#path)?.ino) throw new Error('the log was removed or replaced');
    this.#fence();
  }

  size(): number {
    this.#flush();
    return this.#files.fstatSync(this.#fd).size;
  }

  close(): void {
    this.#files.closeSync(this.#fd);
  }

  #flush(): void {
    if (this.#gatheredBytes === 0 || !this.#gathered) return;
    writeFully(this.#files, this.#fd, this.#gathered.subarray(0, this.#gatheredBytes), this.#gatheredAt);
    this.#gatheredBytes = 0;
  }
}
