import { mkdir, open, opendir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { codeOf } from '../disk/fsCode';

export interface ObjectStat {
  readonly size: number;
  readonly mtimeMs: number;
}

/** The file system as kept content sees it, so that a test can put a disk in its place that loses power. */
export interface ObjectFiles {
  /** Answers whether it was not there. */
  readonly makeFolder: (path: string) => Promise<boolean>;
  /** A new file with this content, which is on the disk itself when this resolves; its name need not be. */
  readonly writeNew: (path: string, content: Uint8Array) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  /** What is not there needs no removing. */
  readonly remove: (path: string) => Promise<void>;
  /** Names in a folder are on the disk itself when this resolves. */
  readonly syncFolder: (path: string) => Promise<void>;
  readonly read: (path: string) => Promise<Uint8Array>;
  readonly readPart: (path: string, at: number, length: number) => Promise<Uint8Array>;
  /** Sets a file's time; answers whether there is such a file. */
  readonly touch: (path: string, at: Date) => Promise<boolean>;
  /** Of ordinary files; undefined for anything else. */
  readonly stat: (path: string) => Promise<ObjectStat | undefined>;
  readonly names: (folder: string) => Promise<string[]>;
}

export const objectFiles: ObjectFiles = {
  async makeFolder(path) {
    return (await mkdir(path, { recursive: true, mode: 0o700 })) !== undefined;
  },
  async writeNew(path, content) {
    const handle = await open(path, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  rename,
  remove: (path) => rm(path, { force: true }),
  async syncFolder(path) {
    // Windows has no such call and needs none.
    if (process.platform === 'win32') return;
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  read: (path) => readFile(path),
  async readPart(path, at, length) {
    const handle = await open(path, 'r');
    try {
      const part = Buffer.alloc(length);
      let done = 0;
      while (done < length) {
        const { bytesRead } = await handle.read(part, done, length - done, at + done);
        if (bytesRead === 0) throw new Error('the file ends before that');
        done += bytesRead;
      }
      return part;
    } finally {
      await handle.close();
    }
  },
  async touch(path, at) {
    try {
      await utimes(path, at, at);
      return true;
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      return false;
    }
  },
  async stat(path) {
    const found = await stat(path).catch(() => undefined);
    return found?.isFile() ? found : undefined;
  },
  async names(folder) {
    const directory = await opendir(folder).catch(() => undefined);
    const names: string[] = [];
    if (directory) for await (const { name } of directory) names.push(name);
    return names;
  },
};
