import type { Noticed, Operation } from '../../domain/evidence/netState';
import { hasSource, workspacePath } from '../../domain/evidence/workspacePath';
import { isGone, isThere, type Seen } from '../../domain/evidence/seen';
import { SYSTEM } from '../../workspace/disk/system';
import { invalid } from '../operation';
import type { ClaimedFile } from '../shapes/common';

/** What a worker says it did to a file, with its paths looked at. */
export interface ClaimedOperation extends Pick<Operation, 'op' | 'path' | 'from'> {
  /** The content that the worker names. */
  readonly sha256: string | null;
}

/** Elsewhere it is a letter of a name, and `a\b` another file than `a/b` (rule F1). */
const SEPARATES = SYSTEM === 'windows';
const BACKSLASH = 'a backslash separates folders on Windows only; write / between them';

/** Every path is looked at before anything is kept (rule F1). */
export function claimedOperations(files: readonly ClaimedFile[]): ClaimedOperation[] {
  const mistakes: string[] = [];
  const checked = (text: string, field: string): string => {
    const result = SEPARATES || !text.includes('\\') ? workspacePath(text, SYSTEM) : { mistake: BACKSLASH };
    if ('path' in result) return result.path;
    mistakes.push(`${field}: ${result.mistake}`);
    return '';
  };
  const operations = files.map(({ op, path, from, sha256 }, index) => {
    const field = `files.${index}`;
    if (hasSource(op) && from === undefined) mistakes.push(`${field}.from: a ${op} names where the file came from`);
    if (!hasSource(op) && from !== undefined) mistakes.push(`${field}.from: a ${op} comes from nowhere else`);
    return {
      op,
      path: checked(path, `${field}.path`),
      from: from === undefined ? null : checked(from, `${field}.from`),
      sha256: sha256?.toLowerCase() ?? null,
    };
  });
  if (mistakes.length > 0) throw invalid(mistakes);
  return operations;
}

/** With what is on disk now, where the worker does not name the content itself. */
export function asOperation(
  { op, path, from, sha256 }: ClaimedOperation,
  noticed: Noticed,
  seenAt: ReadonlyMap<string, Seen> | undefined,
): Operation {
  const seen = seenAt?.get(path);
  const source = from === null ? undefined : seenAt?.get(from);
  const there = seen !== undefined && isThere(seen) ? seen : undefined;
  return {
    op,
    path,
    from,
    hash: sha256 ?? there?.hash ?? null,
    size: sha256 !== null && sha256 !== there?.hash ? null : (there?.size ?? null),
    exact: sha256 !== null,
    noticed,
    isDirectory: sha256 === null && there?.kind === 'directory',
    found:
      op === 'delete'
        ? seen !== undefined && isGone(seen)
        : there?.hash !== undefined && (sha256 ?? there.hash) === there.hash,
    foundFrom: source !== undefined && isGone(source),
  };
}

/** Where something is to be looked at. */
export const pathsOf = (operations: readonly ClaimedOperation[]): string[] =>
  operations.flatMap(({ op, path, from }) => (op === 'read' ? [] : from === null ? [path] : [path, from]));
