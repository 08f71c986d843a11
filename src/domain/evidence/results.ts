import type { Expected } from './netState';

/** What holding a path against the disk can bring out. */
export const FILE_RESULTS = [
  'verified',
  'missing',
  'differs',
  'still_exists',
  'unreadable',
  'outside',
  'unsaved',
  'unverifiable',
] as const;
export type FileResultStatus = (typeof FILE_RESULTS)[number];

export interface FileResult {
  /** A path, or the glob of a file that was expected. */
  readonly path: string;
  readonly status: FileResultStatus;
  /** Why, in a sentence that helps to act; empty where it is verified and nothing is to be said. */
  readonly reason: string;
  /** Whether the task is not done because of it. */
  readonly blocks: boolean;
  /** `planned`: files that the plan names by a glob. */
  readonly expected: Expected | 'planned';
}

export const CHECK_RESULTS = ['passed', 'failed', 'timed_out', 'not_approved', 'not_run'] as const;
export type CheckStatus = (typeof CHECK_RESULTS)[number];

export interface CheckResult {
  readonly command: string;
  readonly status: CheckStatus;
  readonly reason: string;
  readonly exitCode: number | null;
  readonly output: string;
  readonly durationMs: number;
}

export const OUTCOMES = ['verified', 'failed', 'unverifiable'] as const;
export type EvidenceOutcome = (typeof OUTCOMES)[number];

/** What a task shows of its evidence. `changed`: it was completed, and what it left is not there any more. */
export const EVIDENCE_STATES = ['none', ...OUTCOMES, 'overridden', 'changed'] as const;
export type EvidenceState = (typeof EVIDENCE_STATES)[number];

/** What a task left is not, or no longer, as it says. */
export const isUnsound = ({ evidence }: { readonly evidence: EvidenceState }): boolean =>
  evidence === 'failed' || evidence === 'changed';

export interface Verification {
  readonly outcome: EvidenceOutcome;
  /** In a sentence. */
  readonly summary: string;
  readonly files: readonly FileResult[];
  readonly checks: readonly CheckResult[];
}

/** Nothing that is not verified counts as verified (rule G1). */
export function conclude(
  files: readonly FileResult[],
  checks: readonly CheckResult[],
  /** How much of what was found says something about the work: not what was only seen to change meanwhile (rule G10). */
  shown = files.length,
): Verification {
  const found = { files, checks };
  const failing = files.filter(({ blocks }) => blocks);
  const failedChecks = checks.filter(({ status }) => status === 'failed' || status === 'timed_out');
  if (failing.length + failedChecks.length > 0) {
    return { outcome: 'failed', summary: listed([...failing.map(told), ...failedChecks.map(toldCheck)]), ...found };
  }
  const open = files.filter(({ status }) => status !== 'verified');
  const openChecks = checks.filter(({ status }) => status !== 'passed');
  if (open.length + openChecks.length > 0) {
    return { outcome: 'unverifiable', summary: listed([...open.map(told), ...openChecks.map(toldCheck)]), ...found };
  }
  if (shown + checks.length === 0) {
    return { outcome: 'unverifiable', summary: files.length === 0 ? NOTHING_CLAIMED : ONLY_SEEN, ...found };
  }
  return { outcome: 'verified', summary: '', ...found };
}

const NOTHING_CLAIMED = 'unverifiable: nothing was claimed';
const ONLY_SEEN = 'unverifiable: nothing was claimed, and what was seen to change meanwhile may be anybody’s';

/**
 * What is said of files once checks have run, with what was said before: a check makes no work out of what showed none (rule
 * G9), and what it has broken was right before.
 */
export function afterChecks(before: readonly FileResult[], after: readonly FileResult[]): FileResult[] {
  const known = new Map(before.map((result) => [result.path, result]));
  return after.map((result) => {
    const was = known.get(result.path);
    if (was?.status === 'unverifiable' && result.status === 'verified') return was;
    if (was?.status !== 'verified' || !result.blocks) return result;
    return { ...result, reason: `${result.reason}; it was right before the checks ran` };
  });
}

const MOST_NAMED = 3;

const told = ({ path, status, reason }: FileResult): string => `${path}: ${reason === '' ? status : reason}`;
const toldCheck = ({ command, reason }: CheckResult): string => `“${command}”: ${reason}`;

const listed = (reasons: readonly string[]): string =>
  reasons.length <= MOST_NAMED
    ? reasons.join('; ')
    : `${reasons.slice(0, MOST_NAMED).join('; ')}; and ${reasons.length - MOST_NAMED} more`;

/** Those that say something first. */
export const byWeight = (files: readonly FileResult[]): FileResult[] =>
  [...files].sort((a, b) => weightOf(b) - weightOf(a));

const weightOf = ({ blocks, status }: FileResult): number => (blocks ? 2 : status === 'verified' ? 0 : 1);
