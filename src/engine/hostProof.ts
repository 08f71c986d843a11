import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

// Windows share a key that VS Code keeps secret for the extension. A window that does not lead proves with it that it is
// one; the key itself never crosses the socket, where any program of the same user could listen (rule E10).

export const newChallenge = (): string => randomBytes(32).toString('hex');

export function prove(key: string, challenge: string): string {
  return createHmac('sha256', key).update(challenge).digest('hex');
}

export function isProven(key: string, challenge: string, proof: string): boolean {
  const expected = Buffer.from(prove(key, challenge));
  const found = Buffer.from(proof);
  return expected.length === found.length && timingSafeEqual(expected, found);
}
