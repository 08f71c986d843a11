import { setTimeout as wait } from 'node:timers/promises';
import type { EngineClient } from '../../src/engine/client';
import { ACTOR } from './ours';

const STEPS_A_ROOT = 100;
const ROOTS_AT_ONCE = 8;

const stepsOf = (count: number): { title: string }[] =>
  Array.from({ length: count }, (_, index) => ({ title: `step ${index}` }));

/** Plans one tree, as an agent does, and returns its steps. */
export async function plan(engine: EngineClient, goal: string, steps: number): Promise<readonly string[]> {
  const made = await engine.execute('task.plan', { goal, steps: stepsOf(steps) }, { actor: ACTOR });
  return Object.values(made.steps);
}

/** Fills a store with trees, roots included in the count; one step of each is done, and one is at work. */
export async function fillWithPlans(engine: EngineClient, tasks: number): Promise<void> {
  let left = tasks;
  const planNext = async (): Promise<void> => {
    while (left > 0) {
      const size = Math.min(left, STEPS_A_ROOT);
      left -= size;
      const [first, second] = await plan(engine, `goal ${left}`, size - 1);
      if (first !== undefined) await finish(engine, first, await claim(engine, first));
      if (second !== undefined) await claim(engine, second);
    }
  };
  await Promise.all(Array.from({ length: ROOTS_AT_ONCE }, planNext));
  // What the engine does about its log meanwhile is over before anything is measured.
  await engine.publish();
  await wait(100);
}

export async function claim(engine: EngineClient, task: string): Promise<string> {
  const answer = await engine.execute('task.claim', { task }, { actor: ACTOR });
  if (!('claim' in answer)) throw new Error(`${task} was not given: ${answer.reason}`);
  return answer.claim;
}

export async function finish(engine: EngineClient, task: string, token: string): Promise<void> {
  const ending = { task, claim: token, result: 'done', summary: 'It is done.' } as const;
  await engine.execute('task.finish', ending, { actor: ACTOR });
}
