import type { ToolStore } from '../store';

/** The tools of earlier systems know no claims: what an agent took by executing it is remembered until it is finished. */
const claims = new WeakMap<ToolStore, Map<string, string>>();

const claimsOf = (store: ToolStore): Map<string, string> => {
  const known = claims.get(store) ?? new Map<string, string>();
  claims.set(store, known);
  return known;
};

export const heldClaim = (store: ToolStore, task: string): string | undefined => claimsOf(store).get(task);

/** The claim on the task, taken now if this agent does not hold it yet. */
export async function holdTask(store: ToolStore, task: string): Promise<string> {
  const held = heldClaim(store, task);
  if (held !== undefined) return held;
  const claimed = await store.execute('task.claim', { task });
  if ('none' in claimed) throw new Error('a task that is claimed by its id is given or refused');
  claimsOf(store).set(task, claimed.claim);
  return claimed.claim;
}

export function letGo(store: ToolStore, task: string): void {
  claimsOf(store).delete(task);
}
