import { createHash, type Hash } from 'node:crypto';
import { close, fstat, open, read, type BigIntStats } from 'node:fs';
import { promisify } from 'node:util';
import { codeOf } from './fsCode';
import { inWords, SAFE_OPEN, unreadable } from './place';
import type { NotSeen } from '../../domain/evidence/seen';

const openFile = promisify(open);
const closeFile = promisify(close);
const fstatOf = promisify(fstat) as (fd: number, options: { bigint: true }) => Promise<BigIntStats>;

const CHUNK = 256 * 1024;
const MOST_READINGS = 3;

export interface Content {
  readonly kind: 'content';
  readonly hash: string;
  readonly stat: BigIntStats;
  /** All of it, where that was asked for. */
  readonly bytes: Buffer | undefined;
}

/** Tells one state of a file from another, also after the system was started anew, which may number its disks otherwise. */
export const stampOf = ({ ino, size, mtimeNs, ctimeNs }: BigIntStats): string => `${ino}:${size}:${mtimeNs}:${ctimeNs}`;

const buffers: Buffer[] = [];

/** Hashes a file piece by piece; what is written to while it is read is read again. `whole`: its bytes are wanted as well. */
export async function readContent(
  real: string,
  found: BigIntStats,
  signal: AbortSignal,
  whole = false,
): Promise<Content | NotSeen> {
  const buffer = buffers.pop() ?? Buffer.allocUnsafe(CHUNK);
  try {
    for (let reading = 1; reading <= MOST_READINGS; reading++) {
      const content = await readOnce(real, found, buffer, signal, whole);
      if (content !== 'changing') return content;
    }
    return unreadable('it is being written to; verify again when that has ended');
  } catch (error) {
    if (signal.aborted) throw error;
    const code = codeOf(error);
    if (code === 'ELOOP') return unreadable('a link has taken its place while it was looked at');
    if (code === 'ENOENT') return { kind: 'missing', reason: 'it was removed while it was looked at' };
    return unreadable(inWords(code));
  } finally {
    buffers.push(buffer);
  }
}

async function readOnce(
  real: string,
  found: BigIntStats,
  buffer: Buffer,
  signal: AbortSignal,
  whole: boolean,
): Promise<Content | NotSeen | 'changing'> {
  const fd = await openFile(real, SAFE_OPEN);
  try {
    const before = await fstatOf(fd, { bigint: true });
    if (!before.isFile()) return unreadable('something that is no file has taken its place');
    if (before.dev !== found.dev) return unreadable('another disk has taken its place');
    const hash = createHash('sha256');
    const pieces = await readAll(fd, Number(before.size), buffer, hash, signal, whole);
    const after = await fstatOf(fd, { bigint: true });
    if (stampOf(before) !== stampOf(after)) return 'changing';
    return { kind: 'content', hash: hash.digest('hex'), stat: after, bytes: whole ? Buffer.concat(pieces) : undefined };
  } finally {
    await closeFile(fd);
  }
}

/** To the end as it was at the beginning; what has grown since has another size, and is read again. */
async function readAll(
  fd: number,
  size: number,
  buffer: Buffer,
  hash: Hash,
  signal: AbortSignal,
  whole: boolean,
): Promise<Buffer[]> {
  const pieces: Buffer[] = [];
  // Files that the system makes up as they are read say that they have no size.
  for (let done = 0; size === 0 || done < size;) {
    signal.throwIfAborted();
    const got = await piece(fd, buffer);
    if (got === 0) break;
    done += got;
    const part = buffer.subarray(0, got);
    hash.update(part);
    if (whole) pieces.push(Buffer.from(part));
  }
  return pieces;
}

const piece = (fd: number, buffer: Buffer): Promise<number> =>
  new Promise((resolve, reject) => {
    read(fd, buffer, 0, buffer.length, null, (error, got) => (error ? reject(error) : resolve(got)));
  });
