import * as z from 'zod';
import { EXPECTED } from '../../domain/evidence/netState';
import { byWeight, FILE_RESULTS, OUTCOMES, type Verification } from '../../domain/evidence/results';
import { checkShape } from './checks';

export const fileResultShape = z.strictObject({
  path: z.string(),
  status: z.enum(FILE_RESULTS),
  reason: z.string(),
  blocks: z.boolean(),
  expected: z.enum([...EXPECTED, 'planned']),
});

/** A verification as it is answered: what is wrong comes first, and the first files of many. */
export const verificationShape = z.strictObject({
  status: z.enum(OUTCOMES),
  summary: z.string(),
  files: z.array(fileResultShape),
  /** How many files there are in all. */
  total: z.number(),
  checks: z.array(checkShape),
});
export type VerificationAnswer = z.output<typeof verificationShape>;

/** What is answered to a command is kept with it. */
const MOST_FILES = 100;

export const answered = ({ outcome, summary, files, checks }: Verification, most = MOST_FILES): VerificationAnswer => ({
  status: outcome,
  summary,
  files: byWeight(files).slice(0, most),
  total: files.length,
  checks: [...checks],
});
