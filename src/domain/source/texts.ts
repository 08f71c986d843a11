import * as z from 'zod';

/** Text with something to read in it. The pattern, not a trim alone, so that the JSON schema says the same. */
export const text = (longest: number) =>
  z
    .string()
    .max(longest, `must have at most ${longest.toLocaleString('en')} characters`)
    .regex(/\S/, 'must not be empty')
    .trim();

/** A list of texts that people read as bullets. */
export const texts = (longest: number) => z.array(text(longest)).max(100, 'must have at most 100 entries');

/** Inside the workspace folder: forward slashes, not absolute, and no step out of it. */
export const RELATIVE = /^(?![/~])(?![A-Za-z]:)(?!.*\\)(?!(?:.*\/)?\.\.(?:\/|$))\S(?:.*\S)?$/;

const RELATIVE_WORDS = 'must be a path or pattern inside the workspace folder, with forward slashes and without ".."';

export const globs = z
  .array(z.string().max(1_000, 'must have at most 1,000 characters').regex(RELATIVE, RELATIVE_WORDS))
  .max(200, 'must have at most 200 entries');
