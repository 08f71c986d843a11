import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readlinkSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `sun_path` has room for 104 bytes on macOS and 108 on Linux, the file's name included. */
const LONGEST_FOLDER = 70;

/** A path to `run/` that is short enough for a socket address: the folder itself, or a link to it. */
export function socketFolder(run: string): string {
  if (Buffer.byteLength(run) <= LONGEST_FOLDER) return run;
  const owner = process.getuid?.();
  const folder = join(tmpdir(), `task-orchestrator-${owner ?? 'user'}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid, mode } = lstatSync(folder);
  if (owner !== undefined && (uid !== owner || (mode & 0o077) !== 0)) {
    throw new Error(`${folder} belongs to somebody else or is open to others`);
  }
  const link = join(folder, hash(realpathSync(run)));
  if (targetOf(link) !== run) {
    rmSync(link, { force: true });
    symlinkSync(run, link);
  }
  return link;
}

/** Windows has no sockets in the file system that can be linked; the name of a pipe there is the lock. */
export function pipeName(run: string): string {
  return `\\\\.\\pipe\\task-orchestrator-${hash(realpathSync.native(run).toLowerCase())}`;
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24);

function targetOf(link: string): string | undefined {
  try {
    return readlinkSync(link);
  } catch {
    return undefined;
  }
}
