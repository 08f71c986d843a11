import type { Expected } from '../evidence/netState';

interface RecordedFile {
  readonly path: string;
  readonly expected: Expected;
  readonly hash: string | null;
}

type Record = Pick<RecordedFile, 'expected' | 'hash'>;

export interface FileDifference {
  readonly path: string;
  /** null: it was not recorded. */
  readonly before: Record | null;
  readonly after: Record | null;
}

/** Files that two moments of a task record differently. */
export function compareFiles(earlier: readonly RecordedFile[], later: readonly RecordedFile[]): FileDifference[] {
  const before = new Map(earlier.map((file) => [file.path, file]));
  const after = new Map(later.map((file) => [file.path, file]));
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .map((path) => ({ path, before: recordOf(before.get(path)), after: recordOf(after.get(path)) }))
    .filter((file) => JSON.stringify(file.before) !== JSON.stringify(file.after));
}

const recordOf = (file: RecordedFile | undefined): Record | null =>
  file ? { expected: file.expected, hash: file.hash } : null;
