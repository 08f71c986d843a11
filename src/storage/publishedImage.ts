import { inMemory, type Content } from './content';
import { readFully, type FileStat, type StoreFiles } from './files';

/** A young store is far below this; an older one has backups, and reading it at each publish would hold up commits. */
const LARGEST_BYTES = 8 << 20;
/** Where a file says whether a log is live: processes that come and go write that, and nothing else, in place. */
const MARK_AT = 18;
const MARK_BYTES = 2;

/**
 * What `state.db` held when it was published, kept in memory: whoever writes into the file itself takes it from under us,
 * and no open file has it any more.
 */
export class PublishedImage {
  readonly content: Content;
  readonly #bytes: Uint8Array;

  private constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.content = inMemory(bytes);
  }

  /** Nothing of a large store, or of one that cannot be read whole just now: this is for bad days and may not cause one. */
  static of(files: StoreFiles, fd: number, { size, mtimeMs }: FileStat): PublishedImage | undefined {
    if (size > LARGEST_BYTES) return undefined;
    const bytes = new Uint8Array(size);
    try {
      if (readFully(files, fd, bytes, 0) < size) return undefined;
      const now = files.fstatSync(fd);
      return now.size === size && now.mtimeMs === mtimeMs ? new PublishedImage(bytes) : undefined;
    } catch {
      return undefined;
    }
  }

  /** Whether the file still holds this; what cannot be read does not. */
  isIn(files: StoreFiles, path: string): boolean {
    const found = new Uint8Array(this.#bytes.length + 1);
    try {
      const fd = files.openSync(path, 'r');
      try {
        if (readFully(files, fd, found, 0) !== this.#bytes.length) return false;
      } finally {
        files.closeSync(fd);
      }
    } catch {
      return false;
    }
    found.set(this.#bytes.subarray(MARK_AT, MARK_AT + MARK_BYTES), MARK_AT);
    return Buffer.compare(this.#bytes, found.subarray(0, -1)) === 0;
  }
}
