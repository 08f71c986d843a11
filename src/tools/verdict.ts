import { isAwaiting } from '../domain/workflow/states';
import type { ToolCall } from './tool';

/** Clients give up on a call that is silent for long; a minute is what most of them grant. */
const SIGN_OF_LIFE_MS = 10_000;

/** Whether a person has decided on the task before the time is over. Wakes with the change, not by asking again. */
export async function untilDecided(
  { store, signal, stillAtIt }: ToolCall,
  task: string,
  seconds: number,
): Promise<boolean> {
  let wake: () => void = () => undefined;
  const off = store.onChange((changes) => {
    if (changes.some(({ entity, id }) => entity === 'task' && id === task)) wake();
  });
  const giveUp = AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000)]);
  const alive = setInterval(() => stillAtIt('Waiting for a person to decide in VS Code.'), SIGN_OF_LIFE_MS);
  const endWait = (): void => wake();
  giveUp.addEventListener('abort', endWait);
  try {
    for (;;) {
      // Made before the question, so that a change between question and answer wakes it as well.
      const changed = new Promise<void>((resolve) => (wake = resolve));
      if (!(await isWaiting())) return true;
      if (giveUp.aborted) return false;
      await changed;
    }
  } finally {
    off();
    clearInterval(alive);
    giveUp.removeEventListener('abort', endWait);
  }

  async function isWaiting(): Promise<boolean> {
    const row = await store.read('task.get', { id: task });
    return row !== null && isAwaiting(row.state);
  }
}
