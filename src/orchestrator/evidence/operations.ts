import type { Noticed, Operation } from '../../domain/evidence/netState';
import { hasSource, workspacePath } from '../../domain/evidence/workspacePath';
import { isThere, type Seen } from '../../domain/evidence/seen';
import { invalid } from '../operation';
import type { ClaimedFile } from '../shapes/common';

/** What a worker says it did to a file, with its paths looked at. */
export interface ClaimedOperation extends Pick<Operation, 'op' | 'path' | 'from'> {
  /** The content that the worker names. */
  readonly sha256: string | null;
}

/** Every path is looked at before anything is kept (rule F1). */
export function claimedOperations(files: readonly ClaimedFile[]): ClaimedOperation[] {
  const mistakes: string[] = [];
  const checked = (text: string, field: string): string => {
    const result = workspacePath(text);
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
  seen: Seen | undefined,
): Operation {
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
  };
}
