import { Problem } from '../domain/problem';
import { ioProblem } from '../storage/failure';
import { errorCode } from '../storage/files';
import { mayHavePassed } from './patience';
import type { Request } from './protocol';

const UNWRITABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR']);

/** Why this process has no place at a store: no election could be held, or the leader does not let it in. */
export class Refusal {
  readonly problem: Problem;
  readonly #at = Date.now();

  constructor(problem: Problem) {
    this.problem = problem;
  }

  static explain(error: unknown, folder: string): Refusal {
    const code = errorCode(error);
    if (code === undefined) return new Refusal(Problem.from(error));
    if (!UNWRITABLE.has(code)) return new Refusal(ioProblem(error));
    const detail = error instanceof Error ? error.message : '';
    const message = `${folder} cannot be written: ${detail}.`;
    return new Refusal(new Problem('store_io', message, 'Make the folder writable, then try again.', { cause: error }));
  }

  isWorthARetry(request: Request): boolean {
    if (request.kind === 'control') return request.action === 'retry';
    return request.kind === 'execute' && mayHavePassed(this.problem.code, this.#at);
  }
}
