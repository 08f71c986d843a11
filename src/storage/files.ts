import * as fs from 'node:fs';

export interface FileStat {
  readonly size: number;
  readonly ino?: number;
  readonly mtimeMs?: number;
  readonly nlink?: number;
  readonly isFile?: () => boolean;
}

/**
 * The file system as the store sees it: a subset of node:fs, so that tests can put a simulated disk or injected
 * faults in its place.
 */
export interface StoreFiles {
  openSync(path: string, flags: string, mode?: number): number;
  closeSync(fd: number): void;
  readSync(fd: number, target: Uint8Array, offset: number, length: number, position: number): number;
  writeSync(fd: number, source: Uint8Array, offset: number, length: number, position: number): number;
  ftruncateSync(fd: number, size: number): void;
  fdatasyncSync(fd: number): void;
  fsyncSync(fd: number): void;
  fstatSync(fd: number): FileStat;
  statSync(path: string): FileStat;
  readdirSync(path: string): string[];
  unlinkSync(path: string): void;
  renameSync(from: string, to: string): void;
  copyFileSync(from: string, to: string): void;
  mkdirSync(path: string, options: { recursive: true; mode: number }): unknown;
  /** Copies and makes the copy durable, away from the thread that commits. */
  copyDurably(from: string, to: string): Promise<void>;
}

export const diskFiles: StoreFiles = {
  openSync: fs.openSync,
  closeSync: fs.closeSync,
  readSync: fs.readSync,
  writeSync: fs.writeSync,
  ftruncateSync: fs.ftruncateSync,
  fdatasyncSync: fs.fdatasyncSync,
  fsyncSync: fs.fsyncSync,
  fstatSync: fs.fstatSync,
  statSync: (path) => fs.statSync(path),
  readdirSync: (path) => fs.readdirSync(path),
  unlinkSync: fs.unlinkSync,
  renameSync: fs.renameSync,
  // A reflink where the file system has it: publishing a large store then costs next to nothing.
  copyFileSync: (from, to) => fs.copyFileSync(from, to, fs.constants.COPYFILE_FICLONE),
  mkdirSync: fs.mkdirSync,
  async copyDurably(from, to) {
    await fs.promises.copyFile(from, to, fs.constants.COPYFILE_FICLONE);
    const copy = await fs.promises.open(to, 'r+');
    try {
      await copy.datasync();
    } finally {
      await copy.close();
    }
  },
};

/** Makes directory entries (created, renamed, removed files) durable. Windows has no such call and needs none. */
export function syncDirectory(files: StoreFiles, directory: string): void {
  if (process.platform === 'win32') return;
  const fd = files.openSync(directory, 'r');
  try {
    files.fsyncSync(fd);
  } finally {
    files.closeSync(fd);
  }
}

export function writeFully(files: StoreFiles, fd: number, source: Uint8Array, position: number): void {
  let done = 0;
  while (done < source.length) {
    const written = files.writeSync(fd, source, done, source.length - done, position + done);
    if (written === 0) throw Object.assign(new Error('EIO: the disk accepted no data'), { code: 'EIO' });
    done += written;
  }
}

/** Reads up to `target.length` bytes and returns how many there were before the end of the file. */
export function readFully(files: StoreFiles, fd: number, target: Uint8Array, position: number): number {
  let done = 0;
  while (done < target.length) {
    const got = files.readSync(fd, target, done, target.length - done, position + done);
    if (got === 0) break;
    done += got;
  }
  return done;
}

export function statIfThere(files: StoreFiles, path: string): FileStat | undefined {
  try {
    return files.statSync(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

export function removeIfThere(files: StoreFiles, path: string): void {
  try {
    files.unlinkSync(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

/** For what the next open clears away anyway: a copy that another program looks at, as a virus scanner may, stays. */
export function removeQuietly(files: StoreFiles, path: string): void {
  try {
    files.unlinkSync(path);
  } catch {
    // Gone already, or in use.
  }
}

export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
