import type { Seen } from '../../domain/evidence/seen';
import { evidencePolicy } from '../../storage/queries/settings';
import type { PrepareContext } from '../context';
import { LookAround } from './lookAround';
import type { ClaimedOperation } from './operations';

/** What is on disk at the paths that somebody claims. */
export type Claimed = ReadonlyMap<string, Seen>;

export async function seeClaimed(context: PrepareContext, operations: readonly ClaimedOperation[]): Promise<Claimed> {
  const around = new LookAround(context, context.read(evidencePolicy));
  const paths = operations.filter(({ op }) => op !== 'delete' && op !== 'read').map(({ path }) => path);
  const seen = await around.seeAll(paths);
  await around.keep(paths);
  return seen;
}
