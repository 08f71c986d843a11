import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import type { VfsFile } from '../../src/storage/sqlite/vfs';

/** A database file written in place and never synced: right for a store that can be generated again. */
export class DirectFile implements VfsFile {
  readonly #fd: number;

  constructor(path: string) {
    this.#fd = openSync(path, 'r+');
  }

  read(target: Uint8Array, position: number): number {
    return readSync(this.#fd, target, 0, target.length, position);
  }

  write(source: Uint8Array, position: number): void {
    writeSync(this.#fd, source, 0, source.length, position);
  }

  truncate(size: number): void {
    ftruncateSync(this.#fd, size);
  }

  sync(): void {
    // See above.
  }

  size(): number {
    return fstatSync(this.#fd).size;
  }

  close(): void {
    closeSync(this.#fd);
  }
}
