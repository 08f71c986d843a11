/** What is found on disk at a path of the workspace folder. */
export type Seen = SeenFile | SeenDirectory | NotSeen;

export interface SeenFile {
  readonly kind: 'file';
  /** SHA-256 of the content, in hexadecimal. */
  readonly hash: string;
  readonly size: number;
  readonly mtimeMs: number;
  /** When content or name last changed by the disk's own account, which programs cannot set back. */
  readonly ctimeMs: number;
  /** When it came to be there, where the disk tells. */
  readonly bornMs: number;
  /** Tells this state of the file from every other; null where its times are too young or too coarse for that. */
  readonly stamp: string | null;
}

/** A file in a folder, by its path in the workspace. */
export interface FolderFile {
  readonly path: string;
  readonly hash: string;
  readonly size: number;
  readonly ctimeMs: number;
  readonly stamp: string | null;
}

/** A folder counts as the set of its files (rule F5). */
export interface SeenDirectory {
  readonly kind: 'directory';
  readonly hash: string;
  readonly size: number;
  /** In the order of their paths. */
  readonly files: readonly FolderFile[];
  readonly ctimeMs: number;
}

/** `outside` leads out of the workspace folder; `unreadable` is there and cannot be looked into. */
export interface NotSeen {
  readonly kind: 'missing' | 'outside' | 'unreadable';
  /** Why, in a sentence. */
  readonly reason: string;
  /** Nothing can be put there: something else has taken its place, or it cannot be called that. */
  readonly isTaken?: true;
  /** A link is there that leads nowhere. */
  readonly isDeadLink?: true;
}

/** Nothing is left, not even a link to nothing. */
export const isGone = (seen: Seen): boolean => seen.kind === 'missing' && seen.isDeadLink !== true;

export const isThere = (seen: Seen): seen is SeenFile | SeenDirectory =>
  seen.kind === 'file' || seen.kind === 'directory';

/** When what is there last changed, a folder with all that is in it, as the disk tells it. */
export function touchedAt(seen: Seen): number | undefined {
  if (seen.kind === 'file') return seen.ctimeMs;
  if (seen.kind !== 'directory') return undefined;
  return seen.files.reduce((latest, { ctimeMs }) => Math.max(latest, ctimeMs), seen.ctimeMs);
}
