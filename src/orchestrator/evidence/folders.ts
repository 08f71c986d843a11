import { differenceInWords, folderDifference, isSame } from '../../domain/evidence/folderDifference';
import { filesListed } from '../../domain/evidence/folderList';
import type { FolderFile, Seen, SeenDirectory } from '../../domain/evidence/seen';
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

interface Standing {
  readonly holds: boolean;
  readonly words: string;
  /** Those that count, ignored by now or not. */
  readonly files: readonly FolderFile[];
}

/**
 * How a folder that is not as recorded stands to what was, leaving out what others have done in it since (rule F9). What was
 * recorded is looked at also where it has come to be ignored (rule F5).
 */
export async function standingOf(
  workspace: Workspace,
  look: DiskLook,
  folder: string,
  hash: string,
  seen: SeenDirectory,
  others: ReadonlySet<string>,
): Promise<Standing | undefined> {
  const recorded = await filesRecorded(workspace, folder, hash);
  if (!recorded) return undefined;
  const there = new Set(seen.files.map(({ path }) => path));
  const unlisted = recorded.filter(({ path }) => !there.has(path) && !others.has(path));
  const found = await Promise.all(unlisted.map(async ({ path }) => fileAt(path, await look.see(path))));
  const files = [...seen.files, ...found.flat()];
  const difference = folderDifference(recorded, files, (path) => others.has(path));
  return { holds: isSame(difference), words: differenceInWords(folder, difference), files };
}

/** What is there and cannot be read is not vouched for, and not missing either. */
function fileAt(path: string, seen: Seen): FolderFile[] {
  if (seen.kind === 'missing') return [];
  if (seen.kind !== 'file') return [{ path, hash: '', size: 0, ctimeMs: 0, stamp: null }];
  const { hash, size, ctimeMs, stamp } = seen;
  return [{ path, hash, size, ctimeMs, stamp }];
}
