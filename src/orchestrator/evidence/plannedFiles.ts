import { parseGlob, type Glob } from '../../domain/evidence/glob';
import type { FileResult, FileResultStatus } from '../../domain/evidence/results';
import type { Basis } from './basis';
import type { LookAround } from './lookAround';

const MOST_MATCHES = 500;
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

async function lookFor({ task, baseline }: Basis, around: LookAround, glob: Glob): Promise<FileResult> {
  const found = await around.look.matches(glob, MOST_MATCHES, Date.now() + LONGEST_LOOK_MS);
  if (found === undefined) return say(glob.text, 'unverifiable', 'there are too many files to look for it', false);
  if (found.length === 0) return say(glob.text, 'missing', 'nothing matches it', true);
  const since = task.startedAt ?? task.createdAt;
  for (const path of found) {
    const place = await around.look.find(path);
    if (place.kind !== 'file' && place.kind !== 'directory') continue;
    if (Number(place.stat.ctimeNs / 1_000_000n) + CLOCK_MS < since) continue;
    const before = baseline?.files[path];
    const seen = before === undefined ? undefined : await around.see(path);
    if (seen?.kind !== 'file' || seen.hash !== before) return say(glob.text, 'verified', '', false);
  }
  return say(glob.text, 'unverifiable', 'nothing that matches it has changed since the task began', false);
}

const say = (path: string, status: FileResultStatus, reason: string, blocks: boolean): FileResult => ({
  path,
  status,
  reason,
  blocks,
  expected: 'planned',
});
