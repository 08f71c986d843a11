import { AsyncLocalStorage } from 'node:async_hooks';

/** One call of a command, with whether something was asked before its own questions, such as which folder is meant. */
interface Call {
  hasAsked: boolean;
}

const calls = new AsyncLocalStorage<Call>();

class GoneBack extends Error {}

/** Runs a command. Whoever goes back behind its first question, to what was asked before, begins anew. */
export async function beginningAnew<Value>(run: () => Promise<Value>): Promise<Value> {
  for (;;) {
    try {
      return await calls.run({ hasAsked: false }, run);
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

/** To be thrown: the person wants what was asked before. */
export const goneBack = (): Error => new GoneBack();
