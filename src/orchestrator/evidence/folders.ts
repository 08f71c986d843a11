import { differenceInWords, folderDifference, isSame } from '../../domain/evidence/folderDifference';
import { filesListed } from '../../domain/evidence/folderList';
import type { SeenDirectory } from '../../domain/evidence/seen';
import type { DiskLook } from '../../workspace/disk/disk';
import type { Workspace } from '../../workspace/workspace';

export interface RecordedFile {
  readonly path: string;
  readonly hash: string;
}

/** The files of a folder as they were recorded; undefined where their list was not kept. */
export async function filesRecorded(
  { kept }: Workspace,
  folder: string,
  hash: string,
): Promise<readonly RecordedFile[] | undefined> {
  const list = await kept.content(hash);
  const files = list && filesListed(folder, Buffer.from(list).toString('utf8'));
  // It lies in a folder that programs can write to, and is no reason to go anywhere else.
  return files?.every(({ path }) => isPath(path)) ? files : undefined;
}

function isPath(path: string): boolean {
  const parts = path.split('/');
  return !path.includes('\0') && !parts.some((part) => part === '' || part === '.' || part === '..');
}

/**
 * How a folder that is not as recorded stands to what was, leaving out what others have done in it since (rule F9), and what
 * is ignored by now (rule F5).
 */
export async function standingOf(
  workspace: Workspace,
  { rules }: DiskLook,
  folder: string,
  hash: string,
  seen: SeenDirectory,
  others: ReadonlySet<string>,
): Promise<{ readonly holds: boolean; readonly words: string } | undefined> {
  const recorded = await filesRecorded(workspace, folder, hash);
  if (!recorded) return undefined;
  const ignored = new Set<string>();
  // Of a folder that is ignored as a whole, all counts.
  if (!(await rules.ignores(folder, true))) {
    const there = new Set(seen.files.map(({ path }) => path));
    for (const { path } of recorded) if (!there.has(path) && (await rules.ignores(path))) ignored.add(path);
  }
  const difference = folderDifference(recorded, seen.files, (path) => others.has(path) || ignored.has(path));
  return { holds: isSame(difference), words: differenceInWords(folder, difference) };
}
