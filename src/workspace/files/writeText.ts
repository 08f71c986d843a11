import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Writes a file whole or not at all. Without `replace` it fails with EEXIST when there is one. */
export async function writeText(path: string, text: string, { replace }: { readonly replace: boolean }): Promise<void> {
  if (!replace) await (await open(path, 'wx')).close();
  // Begins with a dot, so that no reader of the folder takes it for one of its files.
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    const file = await open(draft, 'wx');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    if (!replace) await rm(path, { force: true });
    throw error;
  }
}
