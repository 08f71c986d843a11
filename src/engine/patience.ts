import type { ProblemCode } from '../domain/problem';

const PASSING: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['store_io', 'store_full', 'store_blocked']);
/** Whether what kept the store from opening or from keeping a change can end without a person who repairs the store. */
export const isPassing = (code: ProblemCode): boolean => PASSING.has(code);

const RETRY_MS = 1_000;

/**
 * Whether what kept the store from opening may be gone by now. Then the next command tries again instead of being
 * refused: agents have nobody who could press a button.
 */
export function mayHavePassed(code: ProblemCode, failedAt: number): boolean {
  return isPassing(code) && Date.now() - failedAt > RETRY_MS;
}
