import type { FileResult } from '../../domain/evidence/results';
import { evidenceOf } from '../../storage/queries/evidence';
import type { PrepareContext } from '../context';
import { verifyTask } from '../evidence/verify';

/** Whoever asks for a brief waits for it; with more files than this, what was last found is told. */
const MOST_FILES = 300;

/** How the files that a task answers for are on disk now, held against what was recorded then (rule B5). */
export async function filesNow(context: PrepareContext, task: string): Promise<readonly FileResult[]> {
  const rows = context.read((connection) => evidenceOf(connection, task));
  if (rows.length === 0) return [];
  if (rows.length > MOST_FILES) {
    return rows.flatMap(({ path, status, reason, expected }) =>
      status === null ? [] : [{ path, status, reason, expected, blocks: false }],
    );
  }
  const verified = await verifyTask(context, task, { checks: 'none', keep: false });
  return verified?.verification.files.filter(({ expected }) => expected !== 'planned') ?? [];
}
