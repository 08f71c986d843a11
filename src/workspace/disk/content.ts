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
}

/** Tells one state of a file from another, also after the system was started anew, which may number its disks otherwise. */
export const stampOf = ({ ino, size, mtimeNs, ctimeNs }: BigIntStats): string => `${ino}:${size}:${mtimeNs}:${ctimeNs}`;

const buffers: Buffer[] = [];

/**
 * Hashes a file piece by piece; what is written to while it is read is read again. `take` gets each piece as it passes.
 */
export async function readContent(
  real: string,
  found: BigIntStats,
  signal: AbortSignal,
  take?: (piece: Buffer) => void,
): Promise<Content | NotSeen> {
  const buffer = buffers.pop() ?? Buffer.allocUnsafe(CHUNK);
  try {
    for (let reading = 1; reading <= MOST_READINGS; reading++) {
      const content = await readOnce(real, found, buffer, signal, take);
      if (content !== 'changing') return content;
      // What was handed on belongs to no state of the file.
      if (take) break;
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
  take: ((piece: Buffer) => void) | undefined,
): Promise<Content | NotSeen | 'changing'> {
  const fd = await openFile(real, SAFE_OPEN);
  try {
    const before = await fstatOf(fd, { bigint: true });
    if (!before.isFile()) return unreadable('something that is no file has taken its place');
    if (before.dev !== found.dev) return unreadable('another disk has taken its place');
    const hash = createHash('sha256');
    await readAll(fd, buffer, hash, signal, take);
    const after = await fstatOf(fd, { bigint: true });
    return stampOf(before) === stampOf(after) ? { kind: 'content', hash: hash.digest('hex'), stat: after } : 'changing';
  } finally {
    await closeFile(fd);
  }
}

async function readAll(
  fd: number,
  buffer: Buffer,
  hash: Hash,
  signal: AbortSignal,
  take: ((piece: Buffer) => void) | undefined,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const got = await piece(fd, buffer);
    if (got === 0) return;
    const part = buffer.subarray(0, got);
    hash.update(part);
    take?.(part);
  }
}

const piece = (fd: number, buffer: Buffer): Promise<number> =>
  new Promise((resolve, reject) => {
    read(fd, buffer, 0, buffer.length, null, (error, got) => (error ? reject(error) : resolve(got)));
  });
