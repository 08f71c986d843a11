import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** Not everywhere, whatever their type says. */
const onlyPosix: Partial<typeof constants> = constants;
/** Does not wait for the other end of a pipe. */
const AT_ONCE = constants.O_RDONLY | (onlyPosix.O_NONBLOCK ?? 0);

const LARGEST_TEXT = 1 << 20;

/** What git or a person has written down for programs to read, such as rules and configurations. */
export const textOf = async (file: string): Promise<string | undefined> =>
  (await bytesOf(file, LARGEST_TEXT))?.toString('utf8');

/** All of a file that git or a person keeps; undefined where it is none, such as a pipe, is larger, or cannot be read. */
export async function bytesOf(path: string, most: number): Promise<Buffer | undefined> {
  const file = await open(path, AT_ONCE).catch(() => undefined);
  if (!file) return undefined;
  try {
    const found = await file.stat();
    return found.isFile() && found.size <= most ? await file.readFile() : undefined;
  } catch {
    return undefined;
  } finally {
    await file.close();
  }
}
