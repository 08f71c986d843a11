import { parseGlob } from './glob';

/** Marks that turn the direction of what follows, ends of lines, and what nobody sees: another path is read than is meant. */
const HIDDEN = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]/u;

/** What is wrong with a path or a pattern that a task is to change (rule F1). */
export function problemWithExpectedFile(text: string): 'hidden' | 'elsewhere' | undefined {
  if (HIDDEN.test(text)) return 'hidden';
  return parseGlob(text) ? undefined : 'elsewhere';
}
