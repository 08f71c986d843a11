/** How far a verification has come. What there is to do is known while it goes on: a folder turns out to be many files. */
export interface LookProgress {
  readonly files: Counted;
  readonly checks: Counted;
  /** The command that runs now. */
  readonly running?: string;
}

export interface Counted {
  readonly done: number;
  readonly total: number;
}
