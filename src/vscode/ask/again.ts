import { AsyncLocalStorage } from 'node:async_hooks';
import { ChosenRows } from './chosenRows';

/** One call of a command, with whether something was asked before its own questions, such as which folder is meant. */
interface Call {
  hasAsked: boolean;
  /** As long as the command asks, also when it begins anew. */
  readonly chosen: ChosenRows;
}

const calls = new AsyncLocalStorage<Call>();

class GoneBack extends Error {}

/** Runs a command. Whoever goes back behind its first question, to what was asked before, begins anew. */
export async function beginningAnew<Value>(run: () => Promise<Value>): Promise<Value> {
  const chosen = new ChosenRows();
  for (;;) {
    try {
      return await calls.run({ hasAsked: false, chosen }, run);
    } catch (error) {
      if (!(error instanceof GoneBack)) throw error;
    }
  }
}

/** Something has been asked that one can go back to. */
export function noteAsked(): void {
  const call = calls.getStore();
  if (call) call.hasAsked = true;
}

export const hasAskedBefore = (): boolean => calls.getStore()?.hasAsked ?? false;

/** What was chosen from lists of this command before. */
export const chosenSoFar = (): ChosenRows => calls.getStore()?.chosen ?? new ChosenRows();

/** To be thrown: the person wants what was asked before. */
export const goneBack = (): Error => new GoneBack();
