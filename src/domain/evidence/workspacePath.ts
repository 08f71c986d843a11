export const FILE_OPERATIONS = ['create', 'modify', 'delete', 'rename', 'move', 'copy', 'read'] as const;
export type FileOperation = (typeof FILE_OPERATIONS)[number];

/** Operations that come from somewhere, and so name two paths. */
export const hasSource = (op: FileOperation): boolean => op === 'rename' || op === 'move' || op === 'copy';

const LONGEST = 1024;
const DRIVE = /^[a-z]:/i;
/** Elsewhere `a:b` is a name; with a slash it was meant for Windows all the same. */
const DRIVE_FOLDER = /^[a-z]:(\/|$)/i;
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(\.|$)/i;

/** Whose names a disk can store. */
export type System = 'windows' | 'other';

export type PathCheck = { readonly path: string } | { readonly mistake: string };

/**
 * A path as it is kept: relative to the workspace folder, with forward slashes, without detours (rule F1). Whether it
 * leads outside through a link is for those to find out who look at the disk. Names that only Windows cannot store are refused
 * where the disk is one of Windows.
 */
export function workspacePath(text: string, system: System = 'other'): PathCheck {
  if (text.trim() === '') return { mistake: 'a path is needed' };
  if (text.length > LONGEST) return { mistake: `a path has at most ${LONGEST} characters` };
  if (/\p{Cc}/u.test(text)) return { mistake: 'a path has no control characters' };
  // It could not be kept as it is.
  if (/\p{Surrogate}/u.test(text)) return { mistake: 'a path has no half characters' };
  const path = text.replaceAll('\\', '/');
  const drive = system === 'windows' ? DRIVE : DRIVE_FOLDER;
  if (path.startsWith('/') || drive.test(path) || path.startsWith('~/') || path.includes('://')) {
    return { mistake: `${quoted(text)} is not relative to the workspace folder` };
  }
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) return { mistake: `${quoted(text)} leads out of the workspace folder` };
  if (parts.length === 0) return { mistake: `${quoted(text)} is the workspace folder itself` };
  const odd = system === 'windows' ? oddPart(parts) : undefined;
  if (odd !== undefined) return { mistake: `${quoted(text)} has a part that Windows cannot store: ${quoted(odd)}` };
  if (isClosed(parts)) {
    return { mistake: `${quoted(text)} lies in a folder that tasks do not answer for` };
  }
  return { path: parts.join('/') };
}

/** Names of devices, and names that Windows cuts short before it looks for them. */
export const oddPart = (parts: readonly string[]): string | undefined =>
  parts.find((part) => RESERVED.test(part) || part.endsWith('.') || part.endsWith(' '));

/** Names of folders that belong to git and to the store, wherever they lie (rule F6). */
export const isClosed = (parts: readonly string[]): boolean =>
  parts.some((part) => part.toLowerCase() === '.git' || part.toLowerCase() === '.task_orchestrator');

/** Whether a path is this one, or lies in a folder of this name. */
export const isWithin = (path: string, name: string): boolean => path === name || path.startsWith(`${name}/`);

/** All folders that a path lies in, the innermost first. */
export function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) folders.push(path.slice(0, at));
  return folders;
}

const quoted = (text: string): string => JSON.stringify(text.length > 120 ? `${text.slice(0, 119)}…` : text);
