import { dirname } from 'node:path';
import {
  errorCode,
  readFully,
  removeQuietly,
  statIfThere,
  syncDirectory,
  writeFully,
  type FileStat,
  type StoreFiles,
} from './files';
import { PublishedImage } from './publishedImage';
import type { VfsFile } from './sqlite/vfs';
import type { Fence } from './walFile';

// Bytes 18 and 19 of a database file: the versions needed to write and to read it. 1 is a rollback journal, 2 is WAL.
const WRITE_VERSION_AT = 18;
const WAL_MODE = Uint8Array.of(2, 2);
/** On disk while a log of ours may be live: other SQLite programs may read the file, but none may write it. */
const READ_ONLY_FOR_OTHERS = Uint8Array.of(3, 1);
const ORDINARY = Uint8Array.of(1, 1);

const REFUSALS = new Set(['EPERM', 'EBUSY', 'EACCES']);

/**
 * `state.db` could not be replaced because another program has it open, as Windows has it. The published file and the log
 * are what they were before the attempt, so work goes on and a later attempt may succeed.
 */
export class ReplaceRefused extends Error {
  override readonly name = 'ReplaceRefused';
}

/**
 * The published database. The published file is never written in place: the first write of a checkpoint goes to a copy,
 * and the sync at its end renames that copy over the published name. Whoever opens `state.db` finds it whole.
 */
export class MainFile implements VfsFile {
  readonly #files: StoreFiles;
  readonly #path: string;
  readonly #copyName: () => string;
  readonly #fence: Fence;
  #fd: number;
  /** The copy being written, if a checkpoint is on its way. */
  #copy: string | undefined;
  #prepared: string | undefined;
  #published: FileStat;
  #image: PublishedImage | undefined;
  #letGo = false;
  publishes = 0;

  constructor(files: StoreFiles, path: string, copyName: () => string, fence: Fence) {
    this.#files = files;
    this.#path = path;
    this.#copyName = copyName;
    this.#fence = fence;
    this.#fd = files.openSync(path, 'r+');
    this.#published = files.fstatSync(this.#fd);
    this.#image = PublishedImage.of(files, this.#fd, this.#published);
  }

  get fd(): number {
    return this.#fd;
  }

  /** What was published last, whatever somebody has done to the file since; of a large store it is not known. */
  get image(): PublishedImage | undefined {
    return this.#image;
  }

  /** Hands over a durable copy of the published file, made beforehand away from this thread. */
  prepare(copy: string): void {
    this.#prepared = copy;
  }

  /** Takes back a prepared copy that the checkpoint did not need. */
  takePrepared(): string | undefined {
    const unused = this.#prepared;
    this.#prepared = undefined;
    return unused;
  }

  /** Writes nothing any more: somebody else may own the file by now. */
  letGo(): void {
    this.#letGo = true;
  }

  /** Marks the published file while a log may be live, and as an ordinary database after a clean close. */
  mark(live: boolean): void {
    const wanted = live ? READ_ONLY_FOR_OTHERS : ORDINARY;
    const found = new Uint8Array(2);
    readFully(this.#files, this.#fd, found, WRITE_VERSION_AT);
    if (found[0] === wanted[0] && found[1] === wanted[1]) return;
    this.#assertHeld();
    writeFully(this.#files, this.#fd, wanted, WRITE_VERSION_AT);
    this.#files.fsyncSync(this.#fd);
    this.#published = this.#files.fstatSync(this.#fd);
  }

  /** Whether `state.db` still is what was last published; a restored backup or a checkout replaces it under us. */
  isUntouched(): boolean {
    const found = statIfThere(this.#files, this.#path);
    return (
      found !== undefined &&
      found.ino === this.#published.ino &&
      found.size === this.#published.size &&
      found.mtimeMs === this.#published.mtimeMs
    );
  }

  /**
   * Whether `state.db` now holds something else: another file has the name, or somebody wrote into this one, as an editor
   * or `cp` does. A file that was only touched does not, and of a large one nobody can tell.
   */
  isReplaced(): boolean {
    const found = statIfThere(this.#files, this.#path);
    if (found === undefined || this.isUntouched()) return false;
    return found.ino !== this.#published.ino || this.#image?.isIn(this.#files, this.#path) === false;
  }

  read(target: Uint8Array, position: number): number {
    const got = readFully(this.#files, this.#fd, target, position);
    const at = WRITE_VERSION_AT - position;
    if (at >= 0 && at + 2 <= got) target.set(WAL_MODE, at);
    return got;
  }

  write(source: Uint8Array, position: number): void {
    this.#beginCopy();
    const at = WRITE_VERSION_AT - position;
    if (at >= 0 && at + 2 <= source.length) {
      const page = Uint8Array.from(source);
      page.set(READ_ONLY_FOR_OTHERS, at);
      writeFully(this.#files, this.#fd, page, position);
    } else {
      writeFully(this.#files, this.#fd, source, position);
    }
  }

  truncate(size: number): void {
    if (this.#files.fstatSync(this.#fd).size === size) return;
    this.#beginCopy();
    this.#files.ftruncateSync(this.#fd, size);
  }

  sync(): void {
    if (this.#copy === undefined) return;
    this.#assertHeld();
    this.#files.fdatasyncSync(this.#fd);
    this.#fence();
    if (!this.isUntouched()) throw new Error('state.db was replaced by somebody else');
    try {
      this.#files.renameSync(this.#copy, this.#path);
    } catch (error) {
      if (!REFUSALS.has(errorCode(error) ?? '')) throw error;
      this.#returnToPublished();
      throw new ReplaceRefused('another program has state.db open', { cause: error });
    }
    this.#copy = undefined;
    this.#published = this.#files.fstatSync(this.#fd);
    this.#image = PublishedImage.of(this.#files, this.#fd, this.#published);
    syncDirectory(this.#files, dirname(this.#path));
    this.publishes++;
  }

  size(): number {
    return this.#files.fstatSync(this.#fd).size;
  }

  close(): void {
    this.#files.closeSync(this.#fd);
  }

  /** SQLite writes the whole log into the next copy again, so this one is of no more use. */
  #returnToPublished(): void {
    const [fd, copy] = [this.#fd, this.#copy];
    this.#fd = this.#files.openSync(this.#path, 'r+');
    this.#copy = undefined;
    this.#files.closeSync(fd);
    if (copy !== undefined) removeQuietly(this.#files, copy);
  }

  #assertHeld(): void {
    if (this.#letGo) throw new Error('the store was closed');
  }

  #beginCopy(): void {
    this.#assertHeld();
    if (this.#copy !== undefined) return;
    let copy = this.takePrepared();
    if (copy === undefined) {
      copy = this.#copyName();
      this.#files.copyFileSync(this.#path, copy);
    }
    const published = this.#fd;
    this.#fd = this.#files.openSync(copy, 'r+');
    this.#copy = copy;
    this.#files.closeSync(published);
  }
}
