import type { CommandInput } from '../../../src/orchestrator/registry';

type Plan = CommandInput<'task.plan'>;
type Outcome = CommandInput<'task.finish'>['result'];

/**
 * How each step goes: what is reported when its work has ended for the first time, the second time, and so on. Between two
 * of them lie a retry, a person's verdict or a way back from review, whichever the state asks for.
 */
const OUTCOMES: Readonly<Record<string, readonly Outcome[]>> = {
  design: ['done'],
  core: ['done'],
  edges: ['failed', 'failed', 'done'],
  glue: ['blocked', 'done'],
  migrate: ['needs_revision', 'done'],
  check: ['done', 'needs_revision', 'done', 'done', 'done'],
  ship: ['done', 'done'],
};

/** A plan that needs no approval as a whole, with steps that go through every stage there is. */
export const planOf = (goal: string): Plan => ({
  goal,
  steps: [
    { key: 'design', title: 'design', stages: ['plan', 'plan_approval'] },
    {
      key: 'build',
      title: 'build',
      after: ['design'],
      steps: [
        { key: 'core', title: 'core' },
        { key: 'edges', title: 'edges', after: ['core'] },
        // Comes after the step that fails: if it could end before, its parent would fail as well, in some runs and not in others.
        { key: 'glue', title: 'glue', after: [{ task: 'edges', kind: 'data' }] },
      ],
    },
    { key: 'migrate', title: 'migrate' },
    { key: 'check', title: 'check', after: ['build', 'migrate'], stages: ['review', 'verification'] },
    { key: 'ship', title: 'ship', after: ['check'], stages: ['implementation_approval'] },
  ],
});

/** Whether anybody works on it, as opposed to what only holds steps together. */
export const isStep = (title: string): boolean => title in OUTCOMES;

export function outcomeOf(title: string, done: number): Outcome {
  const outcome = OUTCOMES[title]?.[done];
  if (outcome === undefined) throw new Error(`${title} has ended ${done} times and is still not done`);
  return outcome;
}

/** A person sends the first version of everything back. */
export const isAccepted = (version: number): boolean => version > 1;
