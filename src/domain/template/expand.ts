import { MOST_STEPS } from './checkTemplate';
import { holds, parseCondition } from './condition';
import { itemName, type Template, type TemplateStep } from './template';
import type { Value, Values } from './values';

/** One making of a step: with `for_each` there are several, with a `when` that does not hold there is none. */
export interface Instance {
  readonly step: TemplateStep;
  readonly key: string;
  readonly values: Values;
  readonly rounds: Rounds;
  readonly children: readonly Instance[];
}

/** Which entry it is, for each repeated step around it. */
export type Rounds = ReadonlyMap<TemplateStep, number>;

/** The steps that the values call for, or undefined when there are too many of them. */
export function expand({ steps }: Template, values: Values): readonly Instance[] | undefined {
  let made = 0;
  const makeAll = (children: readonly TemplateStep[], known: Values, rounds: Rounds): readonly Instance[] =>
    children.flatMap((step) =>
      step.for_each === undefined
        ? makeOne(step, known, rounds)
        : entries(known.get(step.for_each)).flatMap((entry, index) =>
            makeOne(step, new Map([...known, [itemName(step), entry]]), new Map([...rounds, [step, index + 1]])),
          ),
    );
  const makeOne = (step: TemplateStep, known: Values, rounds: Rounds): readonly Instance[] => {
    if (made > MOST_STEPS || !isCalledFor(step, known)) return [];
    made++;
    const key = [step.key, ...rounds.values()].join('-');
    return [{ step, key, values: known, rounds, children: makeAll(step.steps ?? [], known, rounds) }];
  };
  const instances = makeAll(steps, values, new Map());
  return made > MOST_STEPS ? undefined : instances;
}

const entries = (value: Value | undefined): readonly string[] => (Array.isArray(value) ? (value as string[]) : []);

function isCalledFor({ when }: TemplateStep, values: Values): boolean {
  if (when === undefined) return true;
  const condition = parseCondition(when);
  return holds(condition, values.get(condition.name));
}
