import { constants, open } from 'node:fs/promises';
import type { ConfigFolder } from './configFolder';

/** Far more than anybody writes by hand. */
const LARGEST = 256 * 1024;

export type ReadText = { readonly text: string } | { readonly why: string; readonly line: number };

const unreadable = (why: string, line = 1): ReadText => ({ why, line });

/** Reads a text file of the user's with care: it may be a link, a pipe, huge, or no text at all. */
export async function readText(path: string, folder: ConfigFolder): Promise<ReadText> {
  try {
    const target = await folder.real(path);
    if (target === undefined) return unreadable('This is a link that leads outside of the workspace; it is not read.');
    // Not following links once more, and not waiting for the other end of a pipe. Windows knows neither flag.
    const file = await open(target, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      if (!(await file.stat()).isFile()) return unreadable('This is not an ordinary file; it is not read.');
      const buffer = Buffer.alloc(LARGEST + 1);
      const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
      if (bytesRead > LARGEST) return unreadable(`The file is larger than ${LARGEST / 1024} KB; it is not read.`);
      return asText(buffer.toString('utf8', 0, bytesRead));
    } finally {
      await file.close();
    }
  } catch (error) {
    return unreadable(`The file cannot be read (${error instanceof Error ? error.message : String(error)}).`);
  }
}

/** Decoding puts a mark where bytes are no UTF-8, so that the line can be named. */
function asText(text: string): ReadText {
  const damage = text.search(/[\0\uFFFD]/);
  if (damage === -1) return { text };
  return unreadable('From here on this is not text in UTF-8.', text.slice(0, damage).split('\n').length);
}
