import { createHash } from 'node:crypto';
import type { ObjectFiles } from './objectFiles';

/** Where one content lies in a pack. */
export interface Packed {
  readonly hash: string;
  readonly at: number;
  readonly length: number;
}

const HEAD = Buffer.from('task orchestrator pack 1\n');
const LENGTH_BYTES = 4;
const SUM_BYTES = 32;
const TAIL_BYTES = LENGTH_BYTES + SUM_BYTES;
const HASH = /^[0-9a-f]{64}$/;

/**
 * Many contents in one file, so that one sync serves them all: a line that says what it is, the compressed contents, a list of
 * what lies where, its length and its sum.
 */
export function asPack(contents: readonly (readonly [hash: string, packed: Uint8Array])[]): Buffer {
  let at = HEAD.length;
  const list = contents.map(([hash, packed]) => {
    const entry = [hash, at, packed.length] as const;
    at += packed.length;
    return entry;
  });
  const index = Buffer.from(JSON.stringify(list));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(index.length);
  return Buffer.concat([HEAD, ...contents.map(([, packed]) => packed), index, length, sumOf(index)]);
}

/** What is in a pack; nothing where it is none, or damaged. */
export async function listPack(files: ObjectFiles, file: string, size: number): Promise<Packed[]> {
  try {
    const tail = Buffer.from(await files.readPart(file, size - TAIL_BYTES, TAIL_BYTES));
    const length = tail.readUInt32BE(0);
    const index = await files.readPart(file, size - TAIL_BYTES - length, length);
    if (!sumOf(index).equals(tail.subarray(LENGTH_BYTES))) return [];
    const list: unknown = JSON.parse(Buffer.from(index).toString('utf8'));
    return Array.isArray(list) ? list.flatMap((entry) => asPacked(entry, size)) : [];
  } catch {
    return [];
  }
}

function asPacked(entry: unknown, size: number): Packed[] {
  if (!Array.isArray(entry)) return [];
  const [hash, at, length] = entry as unknown[];
  if (typeof hash !== 'string' || !HASH.test(hash)) return [];
  if (!Number.isSafeInteger(at) || !Number.isSafeInteger(length)) return [];
  const packed = { hash, at: Number(at), length: Number(length) };
  return packed.at >= HEAD.length && packed.length >= 0 && packed.at + packed.length <= size ? [packed] : [];
}

const sumOf = (index: Uint8Array): Buffer => createHash('sha256').update(index).digest();
