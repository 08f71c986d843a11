import type { FieldPath } from '../source/mistake';
import { itemName, type TemplateStep } from './template';

/** A step where it stands. */
export interface PlacedStep {
  readonly step: TemplateStep;
  readonly path: FieldPath;
  readonly parent?: PlacedStep;
  /** Names that for_each gives to entries here, from the outside in. */
  readonly items: readonly string[];
}

/** All steps, each before those in it. */
export function placedSteps(steps: readonly TemplateStep[], parent?: PlacedStep): readonly PlacedStep[] {
  return steps.flatMap((step, index) => {
    const outer = parent?.items ?? [];
    const placed: PlacedStep = {
      step,
      path: [...(parent?.path ?? []), 'steps', index],
      items: step.for_each === undefined ? outer : [...outer, itemName(step)],
      ...(parent === undefined ? {} : { parent }),
    };
    return [placed, ...placedSteps(step.steps ?? [], placed)];
  });
}
