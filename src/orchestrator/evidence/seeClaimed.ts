import type { Seen } from '../../domain/evidence/seen';
import { evidencePolicy } from '../../storage/queries/settings';
import type { PrepareContext } from '../context';
import { LookAround } from './lookAround';
import { pathsOf, type ClaimedOperation } from './operations';

/** What is on disk at the paths that somebody claims. */
export type Claimed = ReadonlyMap<string, Seen>;

export async function seeClaimed(context: PrepareContext, operations: readonly ClaimedOperation[]): Promise<Claimed> {
  const around = new LookAround(context, context.read(evidencePolicy));
  const seen = await around.seeAll(pathsOf(operations));
  await around.keep(operations.filter(({ op }) => op !== 'delete' && op !== 'read').map(({ path }) => path));
  return seen;
}
