import type { Operation } from '../../domain/evidence/netState';
import { evidenceOn } from '../../storage/queries/evidence';
import { addFileOperation } from '../../storage/queries/fileOperations';
import type { WorkingSet } from '../tree/workingSet';
import { lookAgain, recordOperations } from './duty';

/**
 * A file that a completed task answers for was renamed while nobody works, and is there as it was recorded: the task answers for
 * it under its new name (rule F15). Returns how many tasks do. What showed no work before shows none by being renamed.
 */
export function carryOver(tree: WorkingSet, { op, path, from, hash, size, ...operation }: Operation): number {
  if (op !== 'rename' || from === null || hash === null) return 0;
  const { connection, now } = tree.context;
  // Nobody has worked, so nobody is relieved: what another task has recorded there was overwritten, and is to be told.
  if (evidenceOn(connection, path).some((row) => row.supersededBy === null && row.hash !== hash)) return 0;
  const owners = evidenceOn(connection, from).filter(
    (row) =>
      row.supersededBy === null &&
      row.hash === hash &&
      row.status === 'verified' &&
      tree.findEvenDeleted(row.task)?.state === 'completed',
  );
  for (const { task, noticed } of owners) {
    const seen = { task, op, path, from, hash, size, noticed: 'observed', actor: 'system', at: now } as const;
    const n = addFileOperation(connection, seen);
    // Its content is the one that was recorded, so what was said of it goes on holding.
    const moved = { ...operation, op, path, from, hash: null, size: null, noticed };
    recordOperations(tree, task, [moved], 'system', [n]);
    lookAgain(tree, task);
  }
  return owners.length;
}
