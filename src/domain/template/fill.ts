import { fieldName, valueMistake, type FieldPath, type Mistake } from '../source/mistake';
import { RELATIVE } from '../source/texts';
import { cleanTitle, LIMITS } from '../task/task';
import { MOST_STEPS } from './checkTemplate';
import { expand, type Instance } from './expand';
import { fillText, soleName } from './placeholder';
import type { Plan, PlannedWork, PlanStep } from './plan';
import { Succession } from './succession';
import type { Template } from './template';
import { readValues, type Matches, type Value, type Values } from './values';

export type Filled =
  { readonly plan: Plan; readonly mistakes: readonly [] } | { readonly mistakes: readonly Mistake[] };

/** Makes a plan from a template that `checkTemplate` found nothing wrong with, or names every mistake at once. */
export function fillTemplate(template: Template, given: Readonly<Record<string, unknown>>, matches: Matches): Filled {
  const { values, mistakes } = readValues(template.parameters ?? {}, given, matches);
  if (mistakes.length > 0) return { mistakes };
  const instances = expand(template, values);
  if (!instances) return { mistakes: [valueMistake(['steps'], `There would be more than ${MOST_STEPS} steps.`)] };
  const filling = new Filling(new Succession(template, instances));
  const { goal, context = '', stream = '', approval } = template;
  const plan: Plan = {
    goal: filling.title(goal, values, ['goal']),
    ...filling.longText('context', context, values, []),
    ...filling.longText('stream', stream, values, []),
    ...filling.work(template, values, []),
    ...(approval === undefined ? {} : { approval }),
    steps: filling.steps(instances, []),
  };
  return filling.mistakes.length > 0 ? { mistakes: filling.mistakes } : { plan, mistakes: [] };
}

type Work = Pick<Template, 'role' | 'priority' | 'effort' | 'labels' | 'stages' | 'files' | 'checks'>;

/** Puts values into texts and keeps what does not fit afterwards; paths are those of the plan. */
class Filling {
  readonly mistakes: Mistake[] = [];
  readonly #succession: Succession;
  readonly #keys = new Set<string>();

  constructor(succession: Succession) {
    this.#succession = succession;
  }

  steps(instances: readonly Instance[], parent: FieldPath): readonly PlanStep[] {
    return instances.map((instance, index) => this.#step(instance, [...parent, 'steps', index]));
  }

  title(text: string, values: Values, path: FieldPath): string {
    const title = cleanTitle(fill(text, values));
    if (title === '') this.#wrong(path, `"${fieldName(path)}" is empty`);
    if (title.length > LIMITS.title) this.#wrong(path, `"${fieldName(path)}" has more than ${LIMITS.title} characters`);
    return title;
  }

  longText<Key extends string>(
    key: Key,
    text: string,
    values: Values,
    parent: FieldPath,
  ): Partial<Record<Key, string>> {
    const filled = fill(text, values).trim();
    if (filled.length > LIMITS.description) {
      this.#wrong([...parent, key], `"${key}" has more than ${LIMITS.description} characters`);
    }
    return filled === '' ? {} : ({ [key]: filled } as Record<Key, string>);
  }

  work({ role, priority, effort, ...lists }: Work, values: Values, path: FieldPath): PlannedWork {
    const files = entries(lists.files ?? [], values);
    for (const [index, file] of files.entries()) {
      if (!RELATIVE.test(file)) this.#wrong([...path, 'files', index], `"${file}" is not inside the workspace folder`);
    }
    return {
      ...(role === undefined ? {} : { role }),
      ...(priority === undefined ? {} : { priority }),
      ...(effort === undefined ? {} : { effort }),
      ...unlessEmpty('labels', lists.labels ?? []),
      ...unlessEmpty('stages', lists.stages ?? []),
      ...unlessEmpty('files', files),
      ...unlessEmpty('checks', entries(lists.checks ?? [], values)),
    };
  }

  #step(instance: Instance, path: FieldPath): PlanStep {
    const { step, key, values } = instance;
    if (this.#keys.has(key)) this.#wrong([...path, 'key'], `there are two steps with the key "${key}"`);
    this.#keys.add(key);
    return {
      key,
      title: this.title(step.title, values, [...path, 'title']),
      ...this.longText('description', step.description ?? '', values, path),
      ...this.work(step, values, path),
      ...unlessEmpty('after', this.#succession.before(instance)),
      ...unlessEmpty('steps', this.steps(instance.children, path)),
    };
  }

  #wrong(path: FieldPath, words: string): void {
    this.mistakes.push(valueMistake(path, `Filled in, ${words}.`));
  }
}

const fill = (text: string, values: Values): string => fillText(text, (name) => written(values.get(name)));

function written(value: Value | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'object' ? value.join(', ') : String(value);
}

/** An entry that is a list parameter and nothing else becomes as many entries; what is empty falls away. */
function entries(texts: readonly string[], values: Values): readonly string[] {
  return texts
    .flatMap((text) => {
      const value = values.get(soleName(text) ?? '');
      return typeof value === 'object' ? value : [fill(text, values)];
    })
    .filter((text) => text.trim() !== '');
}

const unlessEmpty = <Key extends string, Entry>(
  key: Key,
  list: readonly Entry[],
): Partial<Record<Key, readonly Entry[]>> =>
  list.length === 0 ? {} : ({ [key]: list } as Record<Key, readonly Entry[]>);
