import { chownSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Has no rights but those that everybody has. */
const NOBODY = 65_534;

/** Does something as a user who may not read everything: where tests run as root, nothing would be forbidden to them. */
export async function withoutRights<T>(folder: string, work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  for (const name of ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) {
    chownSync(join(folder, name), NOBODY, NOBODY);
  }
  process.seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}
