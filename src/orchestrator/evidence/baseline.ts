import { parseGlob } from '../../domain/evidence/glob';
import type { Baseline } from '../../storage/queries/baselines';
import { findRecord } from '../../storage/queries/records';
import { evidencePolicy } from '../../storage/queries/settings';
import type { PrepareContext } from '../context';
import { LookAround } from './lookAround';

/** Whoever asks for a task waits for it, so it is small; without, times still tell whether a file was touched. */
const MOST_FILES = 500;
const MOST_BYTES = 32 << 20;
const LONGEST_MS = 250;

/** How the files that the plan of a task names are before it begins (rule G7). */
export async function takeBaseline(context: PrepareContext, id: string): Promise<Baseline> {
  const [task, policy] = context.read(
    (connection) => [findRecord(connection, id), evidencePolicy(connection)] as const,
  );
  const around = new LookAround(context, policy);
  const until = Date.now() + LONGEST_MS;
  const files: Record<string, string> = {};
  let bytes = 0;
  for (const text of task?.expectedFiles ?? []) {
    const glob = parseGlob(text);
    if (!glob) continue;
    const found = await around.look.matches(glob, MOST_FILES + 1, until);
    if (!found || found.length > MOST_FILES) return { files, complete: false };
    for (const path of found) {
      const place = await around.look.find(path);
      if (place.kind !== 'file') continue;
      bytes += Number(place.stat.size);
      if (bytes > MOST_BYTES || Date.now() > until) return { files, complete: false };
      const seen = await around.see(path);
      if (seen.kind === 'file') files[path] = seen.hash;
    }
  }
  return { files, complete: true };
}
