import type { ObjectFiles } from './objectFiles';

/** How names of files begin that are not finished. */
export const PARTIAL = 'partial-';

/** A file that is complete under its name, and there to stay when this resolves; or not there at all. */
export async function writeUnder(
  files: ObjectFiles,
  { partial, file }: { readonly partial: string; readonly file: string },
  content: Uint8Array,
  syncName: () => Promise<void>,
): Promise<void> {
  let isNamed = false;
  try {
    await files.writeNew(partial, content);
    await files.rename(partial, file);
    isNamed = true;
    await syncName();
  } catch (error) {
    // A name that may be gone after a power loss must not be taken for one that stays.
    await files.remove(isNamed ? file : partial).catch(() => undefined);
    throw error;
  }
}
