/** Machine-readable reasons. Agents branch on them, so a code that has shipped keeps its meaning. */
export type ProblemCode =
  | 'person_only'
  | 'not_ready'
  | 'not_possible'
  | 'evidence_failed'
  | 'claim_held'
  | 'claim_lost'
  | 'claim_needed'
  | 'dependency_cycle'
  | 'limit_reached'
  | 'invalid_input'
  | 'not_found'
  | 'conflict'
  | 'request_id_reused'
  | 'cancelled'
  | 'restricted_mode'
  | 'store_closed'
  | 'store_io'
  | 'store_full'
  | 'store_blocked'
  | 'store_damaged'
  | 'store_missing'
  | 'store_removed'
  | 'store_newer'
  | 'store_foreign'
  | 'store_elsewhere'
  | 'program_mismatch'
  | 'engine_unavailable'
  | 'internal';

/** The form in which a problem crosses a thread, a socket or a tool answer. */
export interface ProblemData {
  readonly code: ProblemCode;
  /** What happened and why, in one sentence. */
  readonly message: string;
  /** What to do next, in one sentence; never a destructive act. */
  readonly remedy: string;
}

/** An error that is part of the interface: whoever gets it can act on it. */
export class Problem extends Error implements ProblemData {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly remedy: string;

  constructor(code: ProblemCode, message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.remedy = remedy;
  }

  toData(): ProblemData {
    return { code: this.code, message: this.message, remedy: this.remedy };
  }

  static fromData({ code, message, remedy }: ProblemData): Problem {
    return new Problem(code, message, remedy);
  }

  /** Wraps whatever was thrown; a Problem stays what it is. */
  static from(error: unknown): Problem {
    if (error instanceof Problem) return error;
    if (isProblemOfAnotherBundle(error)) return Problem.fromData(error);
    const message = error instanceof Error ? error.message : String(error);
    return new Problem('internal', `Something unexpected went wrong: ${message}`, 'Show the log for details.', {
      cause: error,
    });
  }
}

/** Each bundle has a class of its own, and problems pass from one to another. */
const isProblemOfAnotherBundle = (error: unknown): error is Error & ProblemData =>
  error instanceof Error && error.name === 'Problem' && 'code' in error && 'remedy' in error;
