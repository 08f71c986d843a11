import { escapeText } from './placeholder';
import type { Plan, PlanStep } from './plan';

/** A plan as a template file has it; filled in as it is, it gives the same plan again. */
export interface TemplateSource extends Plan {
  readonly name?: string;
  readonly description?: string;
}

/** Makes a template without parameters of a plan, as a start for whoever adds them by hand. */
export function templateFromPlan(
  plan: Plan,
  heading: Pick<TemplateSource, 'name' | 'description'> = {},
): TemplateSource {
  return { ...heading, ...escaped(plan, ['goal', 'context', 'stream']), steps: plan.steps.map(escapedStep) };
}

function escapedStep(step: PlanStep): PlanStep {
  return {
    ...escaped(step, ['title', 'description']),
    ...(step.files ? { files: step.files.map(escapeText) } : {}),
    ...(step.checks ? { checks: step.checks.map(escapeText) } : {}),
    ...(step.steps ? { steps: step.steps.map(escapedStep) } : {}),
  };
}

function escaped<Item extends object>(item: Item, keys: readonly (keyof Item)[]): Item {
  const copy = { ...item };
  for (const key of keys) {
    const text = copy[key];
    if (typeof text === 'string') copy[key] = escapeText(text) as typeof text;
  }
  return copy;
}
