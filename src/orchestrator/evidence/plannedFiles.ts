import { parseGlob, type Glob } from '../../domain/evidence/glob';
import type { FileResult, FileResultStatus } from '../../domain/evidence/results';
import { WalkIncomplete } from '../../workspace/disk/walk';
import type { Basis } from './basis';
import type { LookAround } from './lookAround';

const LONGEST_LOOK_MS = 10_000;
const CLOCK_MS = 2_000;

/** The files that the plan names: each glob has to find one at least, and work that was done shows in it (rule G7). */
export async function plannedFileResults(
  basis: Basis,
  around: LookAround,
  claimed: readonly string[],
): Promise<FileResult[]> {
  const results: FileResult[] = [];
  for (const text of basis.task.expectedFiles) {
    const glob = parseGlob(text);
    if (!glob) results.push(say(text, 'outside', 'it is no path inside of the workspace folder', false));
    // What was done to its files is told with them.
    else if (!claimed.some((path) => glob.matches(path))) results.push(await lookFor(basis, around, glob));
  }
  return results;
}

async function lookFor(basis: Basis, around: LookAround, glob: Glob): Promise<FileResult> {
  let isThere = false;
  try {
    for await (const path of around.look.matching(glob, Date.now() + LONGEST_LOOK_MS)) {
      isThere = true;
      if (await hasChanged(basis, around, path)) return say(glob.text, 'verified', '', false);
    }
  } catch (error) {
    if (!(error instanceof WalkIncomplete)) throw error;
    if (!isThere)
      return say(glob.text, 'unverifiable', `not everything could be looked through: ${error.reason}`, false);
  }
  return isThere
    ? say(glob.text, 'unverifiable', 'nothing that matches it has changed since the task began', false)
    : say(glob.text, 'missing', 'nothing matches it', true);
}

/** Since the task began; times are asked first, and the content where it is known from before. */
async function hasChanged({ task, baseline }: Basis, around: LookAround, path: string): Promise<boolean> {
  const place = await around.look.find(path);
  if (place.kind !== 'file') return false;
  if (Number(place.stat.ctimeNs / 1_000_000n) + CLOCK_MS < (task.startedAt ?? task.createdAt)) return false;
  const before = baseline?.files[path];
  if (before === undefined) return true;
  const seen = await around.see(path);
  return seen.kind === 'file' && seen.hash !== before;
}

const say = (path: string, status: FileResultStatus, reason: string, blocks: boolean): FileResult => ({
  path,
  status,
  reason,
  blocks,
  expected: 'planned',
});
