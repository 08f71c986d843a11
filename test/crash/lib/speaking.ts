import { writeSync } from 'node:fs';
import type { EngineClient } from '../../../src/engine/client';

/** A line on stdout, written synchronously: what a process was told before it was killed, we know too. */
export const say = (...words: (string | number)[]): void => void writeSync(1, `${words.join(' ')}\n`);

export function sayStatus(client: EngineClient): void {
  client.on('status', (status) => {
    if (status.state === 'ready') say('ready', status.role, Date.now());
    else if (status.state === 'problem') say('problem', status.problem.code, status.problem.message);
  });
}
