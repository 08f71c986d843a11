export type Severity = 'error' | 'warning';

/** A mistake in a file that people write, at the place where they correct it. Lines and columns count from 1. */
export interface FileProblem {
  /** Absolute path. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly message: string;
  readonly severity: Severity;
}
