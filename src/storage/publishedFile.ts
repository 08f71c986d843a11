import { readFully, type StoreFiles } from './files';
import type { DatabaseFiles, VfsFile } from './sqlite/vfs';

/** A database file opened to be looked at: no log is replayed and nothing is written. */
class ReadOnlyFile implements VfsFile {
  readonly #files: StoreFiles;
  readonly #fd: number;

  constructor(files: StoreFiles, path: string) {
    this.#files = files;
    this.#fd = files.openSync(path, 'r');
  }

  read(target: Uint8Array, position: number): number {
    return readFully(this.#files, this.#fd, target, position);
  }

  size(): number {
    return this.#files.fstatSync(this.#fd).size;
  }

  close(): void {
    this.#files.closeSync(this.#fd);
  }

  write = refuse;
  truncate = refuse;
  sync = refuse;
}

function refuse(): never {
  throw new Error('this database is open for reading only');
}

/** The published file alone, as another program would see it. */
export function publishedFiles(files: StoreFiles, path: string): DatabaseFiles {
  return { openMain: () => new ReadOnlyFile(files, path), openWal: refuse, hasWal: () => false, removeWal: refuse };
}
