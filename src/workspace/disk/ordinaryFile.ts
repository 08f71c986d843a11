import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** Windows does not know it. */
const { O_NONBLOCK = 0 }: Partial<typeof constants> = constants;

/** All of a file that git or a person keeps; undefined where it is none, such as a pipe, is larger, or cannot be read. */
export async function bytesOf(path: string, most: number): Promise<Buffer | undefined> {
  // Not waiting for the other end of a pipe.
  const file = await open(path, constants.O_RDONLY | O_NONBLOCK).catch(() => undefined);
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
