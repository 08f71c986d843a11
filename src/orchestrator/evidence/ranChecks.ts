import * as z from 'zod';
import { checkShape } from './checks';
import { fileResultShape } from './shapes';

/** A round of checks that was run, and what held when it began. */
const ranShape = z.object({
  /** What was said and expected, by people, workers and the plan (`Basis.said`). */
  said: z.string(),
  /** What was seen to change before, by path. */
  observed: z.map(z.string(), z.string()),
  /** What they have written bears later times than this one, and none later than the other. */
  after: z.number(),
  until: z.number(),
  /** When that which was there right after them had last changed. */
  left: z.map(z.string(), z.number()),
  results: z.array(checkShape).readonly(),
  /** What was found of the files before, and those that showed the work of the plan. */
  files: z.array(fileResultShape).readonly(),
  witnesses: z.array(z.string()).readonly(),
});
export type RanChecks = z.output<typeof ranShape>;

/** Of what a turn hands on to the next preparation. */
export function ranChecksIn(about: unknown): RanChecks | undefined {
  const parsed = ranShape.safeParse(about);
  return parsed.success ? parsed.data : undefined;
}

/** What holds when it is asked whether they still count. */
interface Now {
  readonly said: string;
  readonly observed: ReadonlyMap<string, string>;
  /** When each file that the task answers for last changed, as far as the disk can tell. */
  readonly touched: ReadonlyMap<string, number>;
}

/** Paths that were seen to change since they began, or whose change was told since. */
export const observedSince = ({ observed }: RanChecks, now: Now['observed']): string[] =>
  [...now].flatMap(([path, row]) => (observed.get(path) === row ? [] : [path]));

/**
 * Whether what checks came to says something about the task as it is now (rule G13). What they leave on disk is theirs: it is
 * seen late, and would have them run again and again. Whatever else has changed, before they began or after they ended, in the
 * words of somebody or on disk, they have not seen, or nobody knows that they have.
 */
export function stillCount(ran: RanChecks, now: Now): boolean {
  const { said, observed, after, until, left } = ran;
  if (now.said !== said || [...observed.keys()].some((path) => !now.observed.has(path))) return false;
  if ([...now.touched].some(([path, at]) => at > until && at !== left.get(path))) return false;
  return observedSince(ran, now.observed).every((path) => {
    const at = now.touched.get(path);
    return at !== undefined && at > after;
  });
}
