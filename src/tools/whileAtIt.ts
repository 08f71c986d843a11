import type { ToolCall } from './tool';

const SIGN_OF_LIFE_MS = 10_000;

/** Tells a caller that waits, every ten seconds, that the call goes on. */
export async function whileAtIt<T>({ stillAtIt }: ToolCall, message: string, work: Promise<T>): Promise<T> {
  const alive = setInterval(() => stillAtIt(message), SIGN_OF_LIFE_MS);
  try {
    return await work;
  } finally {
    clearInterval(alive);
  }
}
