import type { Parameters } from './parameter';
import { placeholdersFor } from './placeholder';
import type { Plan, PlannedWork, PlanStep } from './plan';

/** A plan as a template file has it; filled in with the words that became parameters, it gives the same plan again. */
export interface TemplateSource extends Plan {
  readonly name?: string;
  readonly description?: string;
  readonly parameters?: Parameters;
}

/** Words that become a parameter wherever they stand. */
export interface Word {
  readonly parameter: string;
  readonly text: string;
}

/** Makes a template of a plan. */
export function templateFromPlan(
  plan: Plan,
  heading: Pick<TemplateSource, 'name' | 'description'> = {},
  words: readonly Word[] = [],
): TemplateSource {
  const write = placeholdersFor(words);
  return {
    ...heading,
    ...(words.length === 0 ? {} : { parameters: Object.fromEntries(words.map(asParameter)) }),
    ...written(plan, ['goal', 'context', 'stream'], write),
    steps: plan.steps.map((step) => writtenStep(step, write)),
  };
}

const asParameter = ({ parameter, text }: Word): [string, Parameters[string]] => [
  parameter,
  { type: 'text', description: `For example: ${text}` },
];

function writtenStep(step: PlanStep, write: (text: string) => string): PlanStep {
  return {
    ...written(step, ['title', 'description'], write),
    ...(step.steps ? { steps: step.steps.map((inner) => writtenStep(inner, write)) } : {}),
  };
}

function written<Item extends PlannedWork>(
  item: Item,
  keys: readonly (keyof Item)[],
  write: (text: string) => string,
): Item {
  const copy = {
    ...item,
    ...(item.files ? { files: item.files.map(write) } : {}),
    ...(item.checks ? { checks: item.checks.map(write) } : {}),
  };
  for (const key of keys) {
    const text = copy[key];
    if (typeof text === 'string') copy[key] = write(text) as typeof text;
  }
  return copy;
}
