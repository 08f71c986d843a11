import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Setting } from './setting';

/** One measurement in a fresh process of its own, for what can be measured only once in a process. */
export type Sample = (args: SampleArguments) => Promise<Record<string, number>>;

export interface SampleArguments {
  readonly side: 'ours' | 'rival';
  readonly setting: Setting;
  /** A workspace folder for our side, a database file for the rival's. */
  readonly path: string;
}

/** Runs a sample of bench/child.ts in a new process and returns what it measured. */
export async function takeSample(name: string, args: SampleArguments): Promise<Record<string, number>> {
  const child = fork(process.argv[1]!, ['sample', name, JSON.stringify(args)], { execArgv: ['--expose-gc'] });
  const answered = once(child, 'message');
  const ended = once(child, 'exit').then(() => {
    throw new Error(`the sample ${name} ended without an answer`);
  });
  const [measured] = (await Promise.race([answered, ended])) as [Record<string, number>];
  child.kill('SIGKILL');
  await ended.catch(() => undefined);
  return measured;
}
