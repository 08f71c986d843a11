import { runInNewContext } from 'node:vm';
import type { Matches } from '../../domain/template/values';

const TIME_LIMIT_MS = 100;

/** Matches a whole value against an expression from a file; one that takes too long does not match. */
export const matchesWithin: Matches = (pattern, value) => {
  try {
    const script = 'new RegExp(`^(?:${pattern})$`, "u").test(value)';
    return runInNewContext(script, { pattern, value }, { timeout: TIME_LIMIT_MS }) === true;
  } catch {
    return false;
  }
};
