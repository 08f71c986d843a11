import { problemWithCheck } from '../evidence/checkText';
import { valueMistake, type FieldPath, type Mistake } from '../source/mistake';
import { suggestion } from '../source/nearestName';
import { parseCondition } from './condition';
import type { Parameter, Parameters } from './parameter';
import { placeholdersIn } from './placeholder';
import { keyOf } from './plan';
import type { Template } from './template';
import { itemName } from './template';
import { readValue, type Matches } from './values';
import { findCircle } from './waiting';
import { placedSteps, type PlacedStep } from './walk';

export const MOST_STEPS = 1_000;

/** What is wrong with a template as a whole, its single fields being right: names that lead nowhere, circles, limits. */
export function checkTemplate(template: Template, matches: Matches): readonly Mistake[] {
  const parameters = template.parameters ?? {};
  const steps = placedSteps(template.steps);
  const used = new Set<string>();
  const texts = [...headTexts(template), ...steps.flatMap(stepTexts)];
  const mistakes = [
    ...Object.entries(parameters).flatMap(([name, parameter]) => parameterMistakes(name, parameter, matches)),
    ...texts.flatMap((place) => [...textMistakes(place, parameters, used), ...checkMistakes(place)]),
    ...steps.flatMap((placed) => controlMistakes(placed, parameters, used)),
    ...orderMistakes(steps),
  ];
  const unused = Object.keys(parameters).filter((name) => !used.has(name));
  return [
    ...mistakes,
    ...unused.map((name): Mistake => ({
      path: ['parameters', name],
      at: 'key',
      message: `The parameter "${name}" is used nowhere.`,
      severity: 'warning',
    })),
  ];
}

function parameterMistakes(name: string, parameter: Parameter, matches: Matches): readonly Mistake[] {
  const path = ['parameters', name];
  if (parameter.type === 'text' && parameter.pattern !== undefined && !isExpression(parameter.pattern)) {
    return [valueMistake([...path, 'pattern'], 'The pattern is not a valid regular expression.')];
  }
  if ('min' in parameter && (parameter.min ?? 0) > (parameter.max ?? Infinity)) {
    return [valueMistake([...path, 'min'], 'The smallest allowed is larger than the largest.')];
  }
  if (parameter.default === undefined) return [];
  const read = readValue(parameter, parameter.default, matches);
  return typeof read === 'object' && 'wrong' in read
    ? [valueMistake([...path, 'default'], `The default ${read.wrong}.`)]
    : [];
}

function isExpression(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').source !== '';
  } catch {
    return false;
  }
}

/** A text in which placeholders count. */
interface TextPlace {
  readonly text: string;
  readonly path: FieldPath;
  readonly items: readonly string[];
  /** Whether it may have several lines. */
  readonly long: boolean;
}

function headTexts(template: Template): readonly TextPlace[] {
  const { goal, context = '', stream = '' } = template;
  return [
    ...entryTexts(template, [], []),
    { text: goal, path: ['goal'], items: [], long: false },
    { text: context, path: ['context'], items: [], long: true },
    { text: stream, path: ['stream'], items: [], long: false },
  ];
}

function stepTexts({ step, path, items }: PlacedStep): readonly TextPlace[] {
  return [
    { text: step.title, path: [...path, 'title'], items, long: false },
    { text: step.description ?? '', path: [...path, 'description'], items, long: true },
    ...entryTexts(step, path, items),
  ];
}

const entryTexts = (
  work: Pick<Template, 'files' | 'checks'>,
  path: FieldPath,
  items: readonly string[],
): readonly TextPlace[] =>
  (['files', 'checks'] as const).flatMap((key) =>
    (work[key] ?? []).map((text, index) => ({ text, path: [...path, key, index], items, long: false })),
  );

function textMistakes({ text, path, items, long }: TextPlace, parameters: Parameters, used: Set<string>): Mistake[] {
  return placeholdersIn(text).flatMap((name) => {
    if (items.includes(name)) return [];
    const parameter = parameterNamed(name, parameters);
    if (!parameter) return [valueMistake(path, unknown(name, [...Object.keys(parameters), ...items]))];
    used.add(name);
    return !long && parameter.type === 'text' && parameter.multiline === true
      ? [valueMistake(path, `"${name}" may have several lines, and only one fits here.`)]
      : [];
  });
}

/** Of a check, everything has to be seen by whoever approves it; a value that is filled in is looked at with the plan. */
function checkMistakes({ text, path }: TextPlace): Mistake[] {
  const problem = path.at(-2) === 'checks' ? problemWithCheck(text) : undefined;
  return problem === undefined ? [] : [valueMistake(path, `It ${problem}.`)];
}

/** Names in `when` and `for_each`. */
function controlMistakes({ step, path, parent, items }: PlacedStep, parameters: Parameters, used: Set<string>) {
  const mistakes: Mistake[] = [];
  const names = [...Object.keys(parameters), ...items];
  if (step.for_each !== undefined) {
    const list = parameterNamed(step.for_each, parameters);
    used.add(step.for_each);
    if (!list) mistakes.push(valueMistake([...path, 'for_each'], unknown(step.for_each, names)));
    else if (list.type !== 'list') {
      mistakes.push(valueMistake([...path, 'for_each'], `"${step.for_each}" is not a list.`));
    }
    const item = itemName(step);
    if (parameterNamed(item, parameters) || parent?.items.includes(item)) {
      mistakes.push(valueMistake([...path, 'for_each'], `"${item}" is taken; name the entry otherwise with "as".`));
    }
  }
  if (step.when !== undefined) {
    const { name, equals } = parseCondition(step.when);
    const parameter = parameterNamed(name, parameters);
    used.add(name);
    if (!parameter && !items.includes(name)) mistakes.push(valueMistake([...path, 'when'], unknown(name, names)));
    if (parameter?.type === 'choice' && equals !== undefined && !parameter.choices.includes(equals)) {
      const near = suggestion(equals, parameter.choices) || '.';
      mistakes.push(valueMistake([...path, 'when'], `"${equals}" is not a choice of "${name}"${near}`));
    }
  }
  return mistakes;
}

function orderMistakes(steps: readonly PlacedStep[]): readonly Mistake[] {
  if (steps.length > MOST_STEPS) return [valueMistake(['steps'], `There are more than ${MOST_STEPS} steps.`)];
  const mistakes: Mistake[] = [];
  const placeOf = new Map<string, PlacedStep>();
  for (const placed of steps) {
    if (placeOf.has(placed.step.key)) {
      mistakes.push(valueMistake([...placed.path, 'key'], `There are two steps with the key "${placed.step.key}".`));
    }
    placeOf.set(placed.step.key, placed);
  }
  for (const { step, path } of steps) {
    for (const [index, gate] of (step.after ?? []).entries()) {
      const key = keyOf(gate);
      if (placeOf.has(key)) continue;
      const near = suggestion(key, placeOf.keys()) || '.';
      mistakes.push(valueMistake([...path, 'after', index], `There is no step with the key "${key}"${near}`));
    }
  }
  const circle = mistakes.length === 0 ? findCircle(steps) : undefined;
  const [first = ''] = circle ?? [];
  const place = placeOf.get(first);
  return circle && place
    ? [valueMistake(place.path, `These steps wait for each other: ${circle.join(' waits for ')}.`)]
    : mistakes;
}

const parameterNamed = (name: string, parameters: Parameters): Parameter | undefined =>
  Object.hasOwn(parameters, name) ? parameters[name] : undefined;

const unknown = (name: string, known: readonly string[]): string =>
  `There is no parameter "${name}"${suggestion(name, known) || '.'}`;
