import { Problem } from '../../domain/problem';
import type { ToolStore } from '../store';

/** The tools of earlier systems know no claims: what an agent took by executing it is remembered until it is finished. */
const claims = new WeakMap<object, Map<string, string>>();

const claimsOf = ({ agent }: ToolStore): Map<string, string> => {
  const known = claims.get(agent) ?? new Map<string, string>();
  claims.set(agent, known);
  return known;
};

export const heldClaim = (store: ToolStore, task: string): string | undefined => claimsOf(store).get(task);

export function letGo(store: ToolStore, task: string): void {
  claimsOf(store).delete(task);
}

/** Takes the task anew. */
async function take(store: ToolStore, task: string): Promise<string> {
  const claimed = await store.execute('task.claim', { task });
  if ('none' in claimed) throw new Error('a task that is claimed by its id is given or refused');
  claimsOf(store).set(task, claimed.claim);
  return claimed.claim;
}

/** The claim on the task: the one this agent holds, with its time begun anew, or a new one. */
export const holdTask = (store: ToolStore, task: string): Promise<string> =>
  withClaim(store, task, undefined, async (claim) => {
    await store.execute('task.progress', { task, claim });
    return claim;
  });

/** Does something with the claim on a task. One that ended meanwhile is forgotten, and the task taken again. */
export async function withClaim<Result>(
  store: ToolStore,
  task: string,
  given: string | undefined,
  act: (claim: string) => Promise<Result>,
): Promise<Result> {
  if (given !== undefined) {
    const result = await act(given);
    claimsOf(store).set(task, given);
    return result;
  }
  const held = heldClaim(store, task);
  if (held === undefined) return act(await take(store, task));
  try {
    return await act(held);
  } catch (error) {
    if (Problem.from(error).code !== 'claim_lost') throw error;
    letGo(store, task);
    return act(await take(store, task));
  }
}
