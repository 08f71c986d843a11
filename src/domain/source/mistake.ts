import type { Severity } from './fileProblem';

/** Where in data a field is: names of keys and numbers of list entries, from the outside in. */
export type FieldPath = readonly (string | number)[];

/** Something wrong with data, before anybody knows which line of which file it came from. */
export interface Mistake {
  readonly path: FieldPath;
  /** The key itself is wrong, or the value that it holds. */
  readonly at: 'key' | 'value';
  readonly message: string;
  readonly severity: Severity;
}

export const valueMistake = (path: FieldPath, message: string): Mistake => ({
  path,
  at: 'value',
  message,
  severity: 'error',
});

export const hasError = (mistakes: readonly Mistake[]): boolean =>
  mistakes.some(({ severity }) => severity === 'error');

/** The innermost key with the entries after it, as people would say it: `approach[2]`, counted from 1. */
export function fieldName(path: FieldPath): string {
  const key = path.findLastIndex((part) => typeof part === 'string');
  const entries = path.slice(key + 1).map((part) => `[${Number(part) + 1}]`);
  return `${path[key] ?? ''}${entries.join('')}`;
}
