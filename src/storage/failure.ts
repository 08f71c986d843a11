import { Problem } from '../domain/problem';
import { errorCode } from './files';

const NOT_ALLOWED = new Set(['EACCES', 'EPERM', 'EROFS']);

/** Whether the file system failed under SQLite, whose message does not say how. */
export function isDiskError(error: unknown): boolean {
  return isOfSqlite(error) && /disk I\/O error|disk is full|unable to open database/.test(error.message);
}

/** Whether SQLite could not make sense of what it read. */
export function isDamage(error: unknown): boolean {
  return isOfSqlite(error) && /malformed|not a database/.test(error.message);
}

/** sql.js throws plain errors with SQLite's words. A Problem is ours, and may quote what somebody typed. */
function isOfSqlite(error: unknown): error is Error {
  return error instanceof Error && !(error instanceof Problem);
}

/** What to tell about an error of the storage: damage, or the file system's own reason, which the VFS kept. */
export function explainFailure(error: unknown, path: string, lastFileError: unknown): Problem {
  if (isDamage(error)) return damaged(path, error);
  return ioProblem(isDiskError(error) ? (lastFileError ?? error) : error);
}

export function damaged(path: string, cause: unknown): Problem {
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new Problem(
    'store_damaged',
    `${path} cannot be read as a task store: ${detail}.`,
    'Restore a backup, or set the store aside and start empty; the damaged file is kept either way.',
    { cause },
  );
}

export function ioProblem(cause: unknown): Problem {
  if (cause instanceof Problem) return cause;
  const detail = cause instanceof Error ? cause.message : String(cause);
  if (errorCode(cause) === 'ENOSPC') {
    return new Problem('store_full', 'The disk is full: the change was not saved.', 'Make room, then try again.', {
      cause,
    });
  }
  if (NOT_ALLOWED.has(errorCode(cause) ?? '')) {
    return new Problem(
      'store_io',
      `There is no permission to read and write the store: ${detail}.`,
      'Make all of its folder readable and writable, then try again; nothing is done twice.',
      { cause },
    );
  }
  return new Problem('store_io', `The store could not be written: ${detail}.`, 'Try again; nothing is done twice.', {
    cause,
  });
}
