import * as z from 'zod';
import { CHECK_RESULTS, type CheckResult } from '../../domain/evidence/results';
import type { CheckRun } from '../../workspace/checks/checkRun';
import type { PrepareContext } from '../context';
import type { Basis } from './basis';
import type { Course } from './course';

/** `all` runs them, `missing` those that have not passed yet, `none` goes by what they came to before. */
export type WhichChecks = 'all' | 'missing' | 'none';

const KB = 1024;

export const checkShape = z.strictObject({
  command: z.string(),
  status: z.enum(CHECK_RESULTS),
  reason: z.string(),
  exitCode: z.number().nullable(),
  output: z.string(),
  durationMs: z.number(),
});

/** What checks came to when they were last looked at. */
export function lastChecks({ last }: Pick<Basis, 'last'>): CheckResult[] {
  const parsed = z.array(checkShape).safeParse(last?.checks);
  return parsed.success ? parsed.data : [];
}

interface CheckRound {
  readonly which: WhichChecks;
  /** They are to be put right first. */
  readonly filesAreWrong: boolean;
  readonly course: Course;
}

export interface CheckedRound {
  readonly results: readonly CheckResult[];
  /** From when to when some were run; undefined where none was. */
  readonly ran: Pick<CheckRun, 'after' | 'until'> | undefined;
}

/** One after the other, in the order of the plan; a check that a person has not approved is never run (rule G5). */
export async function checkResults(
  context: PrepareContext,
  basis: Basis,
  { which, filesAreWrong, course }: CheckRound,
): Promise<CheckedRound> {
  const known = new Map(lastChecks(basis).map((result) => [result.command, result]));
  let ran: CheckedRound['ran'];
  const results: CheckResult[] = [];
  for (const command of basis.task.checks) {
    const before = known.get(command);
    if (!basis.approved.has(command))
      results.push(notRun(command, 'not_approved', 'no person has approved this command for the task'));
    else if (before && before.status !== 'not_approved' && (which === 'none' || isKnown(which, before)))
      results.push(before);
    else if (which === 'none') results.push(notRun(command, 'not_run', 'it has not been run yet'));
    else if (filesAreWrong) results.push(notRun(command, 'not_run', 'the files are to be put right first'));
    else {
      const { result, ...times } = await run(context, basis, command, () => course.runs(command));
      results.push(result);
      if (times.until !== undefined) ran = { after: ran?.after ?? times.after, until: times.until };
    }
    course.checked();
  }
  return { results, ran };
}

const isKnown = (which: WhichChecks, { status }: CheckResult): boolean => which === 'missing' && status === 'passed';

async function run(
  { workspace, signal, closing }: PrepareContext,
  { task, policy }: Basis,
  command: string,
  began: () => void,
): Promise<CheckRun | { readonly result: CheckResult; readonly until?: undefined }> {
  const why = workspace.whyNoChecks;
  if (why !== undefined) return { result: notRun(command, 'not_run', why) };
  return workspace.runCheck(command, {
    task: task.id,
    seconds: policy.checkSeconds,
    outputBytes: policy.checkOutputKb * KB,
    signal,
    closing,
    began,
  });
}

const notRun = (command: string, status: CheckResult['status'], reason: string): CheckResult => ({
  command,
  status,
  reason,
  exitCode: null,
  output: '',
  durationMs: 0,
});
