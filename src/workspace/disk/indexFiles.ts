import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { stampOf } from './content';
import { bytesOf } from './ordinaryFile';
import { setBits } from './setBits';

const LARGEST_INDEX = 64 << 20;
const HEADER = 12;
/** Times, numbers, rights and size, before the name of the content. */
const STAT = 40;
/** How many bytes name a content. */
const BYTES = { sha1: 20, sha256: 32 } as const;
const EXTENDED = 0x4000;
/** Of an extension: its name and its length. */
const HEAD = 8;
/** So many working trees at once are remembered. */
const MOST_REMEMBERED = 50;

type Contents = ReadonlyMap<string, string>;

/** Files that git has written down in its folders, by the names of their contents. A file that has not changed is read once. */
export class IndexFiles {
  readonly #known = new Map<string, { readonly stamp: string; readonly contents: Contents | undefined }>();

  /** undefined where it cannot be read, or is written in a way that is not known here. */
  async contentsIn(gitFolder: string, hash: keyof typeof BYTES): Promise<Contents | undefined> {
    const file = join(gitFolder, 'index');
    const stamp = stampOf(await lstat(file, { bigint: true }));
    const known = this.#known.get(file);
    if (known?.stamp === stamp) return known.contents;
    const entries = await entriesIn(gitFolder, file, BYTES[hash]);
    const contents = entries && new Map(entries.map(({ path, content }) => [path, content]));
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    this.#known.set(file, { stamp, contents });
    return contents;
  }
}

interface Entry {
  readonly path: string;
  readonly content: string;
}

interface Index {
  readonly entries: readonly Entry[];
  /** How it builds on another one, in git's own bytes. */
  readonly link: Buffer | undefined;
}

async function entriesIn(gitFolder: string, file: string, bytes: number): Promise<readonly Entry[] | undefined> {
  const index = await indexIn(file, bytes);
  if (!index?.link) return index?.entries;
  const base = index.link.toString('hex', 0, bytes);
  if (/^0+$/.test(base)) return index.entries;
  const shared = await indexIn(join(gitFolder, `sharedindex.${base}`), bytes);
  return shared && !shared.link ? builtOn(shared.entries, index.entries, index.link.subarray(bytes)) : undefined;
}

/** What was removed and what was replaced is said by number; what replaces comes first, without names. */
function builtOn(shared: readonly Entry[], own: readonly Entry[], link: Buffer): Entry[] | undefined {
  const removed = setBits(link, 0, shared.length);
  const replaced = removed && setBits(link, removed.end, shared.length);
  if (link.length > 0 && !replaced) return undefined;
  const entries: Entry[] = [];
  let next = 0;
  for (const [at, entry] of shared.entries()) {
    const isReplaced = replaced?.bits.has(at) === true;
    const content = isReplaced ? own[next++]?.content : entry.content;
    if (content === undefined) return undefined;
    if (removed?.bits.has(at) !== true) entries.push({ path: entry.path, content });
  }
  return [...entries, ...own.slice(next)];
}

async function indexIn(file: string, bytes: number): Promise<Index | undefined> {
  const index = await bytesOf(file, LARGEST_INDEX);
  return index && parsed(index, bytes);
}

function parsed(index: Buffer, bytes: number): Index | undefined {
  const version = index.readUInt32BE(4);
  if (index.toString('latin1', 0, 4) !== 'DIRC' || version < 2 || version > 4) return undefined;
  const entries: Entry[] = [];
  let before = Buffer.alloc(0);
  let at = HEADER;
  for (let count = index.readUInt32BE(8); count > 0; count--) {
    const content = index.toString('hex', at + STAT, at + STAT + bytes);
    const flags = index.readUInt16BE(at + STAT + bytes);
    let start = at + STAT + bytes + ((flags & EXTENDED) === 0 ? 2 : 4);
    let kept = Buffer.alloc(0);
    if (version === 4) {
      const { value, end } = readOffset(index, start);
      kept = before.subarray(0, before.length - value);
      start = end;
    }
    const end = index.indexOf(0, start);
    if (end < 0) return undefined;
    before = Buffer.concat([kept, index.subarray(start, end)]);
    entries.push({ path: before.toString('utf8'), content });
    // Entries of earlier versions are filled up to a multiple of eight, with one zero at least.
    at = version === 4 ? end + 1 : at + ((end - at + 8) & ~7);
  }
  return { entries, link: extension(index.subarray(0, index.length - bytes), at, 'link') };
}

/** Extensions follow the entries. */
function extension(index: Buffer, from: number, name: string): Buffer | undefined {
  for (let at = from; at + HEAD <= index.length;) {
    const end = at + HEAD + index.readUInt32BE(at + 4);
    if (index.toString('latin1', at, at + 4) === name) return index.subarray(at + HEAD, end);
    at = end;
  }
  return undefined;
}

/** A number in as many bytes as it takes, as git writes offsets. */
function readOffset(index: Buffer, start: number): { readonly value: number; readonly end: number } {
  let at = start;
  let byte = index.readUInt8(at++);
  let value = byte & 127;
  while ((byte & 128) !== 0) {
    byte = index.readUInt8(at++);
    value = (value + 1) * 128 + (byte & 127);
  }
  return { value, end: at };
}
