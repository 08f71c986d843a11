import { problemWithCheck } from '../../domain/evidence/checkText';
import { problemWithExpectedFile } from '../../domain/evidence/expectedFile';
import { cleanTitle, LIMITS } from '../../domain/task/task';
import { findCycles, type Surroundings } from '../../domain/dependency/cycle';
import type { KnownRoles } from '../roles';
import { graphOf } from './graph';
import type { After, PlanStep } from './planInput';
import type { WorkingSet } from './workingSet';

/** A step with what was worked out of it: where in the input it stands, and what it hangs under. */
export interface Step {
  readonly step: PlanStep;
  /** Its place in the input, such as `steps.2.steps.0`. */
  readonly at: string;
  /** What stands for it until it has an id: its key, or its place. */
  readonly handle: string;
  readonly parent: Step | null;
  readonly after: readonly After[];
}

const MOST_STEPS = 10_000;
const MOST_AFTER = 200;
const KEY = /^[\p{L}\p{N}_.-]+$/u;
const ROLE = /^[a-z][a-z0-9_-]*$/;

const toAfter = (entry: string | After): After =>
  typeof entry === 'string' ? { task: entry, kind: 'completion', policy: 'block' } : entry;

/** All steps of a plan, parents before their children, in their order. */
export function flatten(steps: readonly PlanStep[], parent: Step | null = null, into: Step[] = []): Step[] {
  steps.forEach((step, index) => {
    const at = `${parent ? `${parent.at}.` : ''}steps.${index}`;
    const flat: Step = { step, at, handle: step.key ?? `@${at}`, parent, after: step.after.map(toAfter) };
    into.push(flat);
    flatten(step.steps, flat, into);
  });
  return into;
}

/** No key can look like this. */
const GOAL = '@goal';

/** The goal of a plan, as the step above all others; what it waits for holds all of them back. */
export const goalStep = (after: readonly (string | After)[]): Pick<Step, 'at' | 'handle' | 'parent' | 'after'> => ({
  at: '',
  handle: GOAL,
  parent: null,
  after: after.map(toAfter),
});

/** The texts and lists that a task has, wherever they come from. */
export interface TaskTexts {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly role?: string | null | undefined;
  readonly files?: readonly string[] | undefined;
  readonly checks?: readonly string[] | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly effort?: string | null | undefined;
}

interface TextsOf {
  /** Which step they are of. */
  readonly at?: string;
  readonly titleField?: string;
  /** Files that are kept already, which are no mistake of whoever sends the list again. */
  readonly kept?: readonly string[];
}

/** What is wrong with a task's own texts, each with its field. */
export function textMistakes(
  texts: TaskTexts,
  roles: KnownRoles,
  { at = '', titleField = 'title', kept = [] }: TextsOf = {},
): string[] {
  const mistakes: string[] = [];
  const field = (name: string): string => (at === '' ? name : `${at}.${name}`);
  const add = (name: string, text: string): number => mistakes.push(`${field(name)}: ${text}`);
  const { title, description, role, files, checks, labels, effort } = texts;
  if (title !== undefined) {
    const clean = cleanTitle(title);
    if (clean === '') add(titleField, 'a title is needed');
    else if (clean.length > LIMITS.title) add(titleField, `longer than ${LIMITS.title} characters`);
  }
  if (description !== undefined && description.length > LIMITS.description) {
    add('description', `longer than ${LIMITS.description} characters`);
  }
  if (role !== null && role !== undefined) {
    if (!ROLE.test(role) || role.length > LIMITS.role) add('role', 'a role is lower-case letters, digits, - and _');
    else if (!roles.has(role))
      add('role', `there is no role ${role}; known are ${[...roles.names()].sort().join(', ')}`);
  }
  if (effort !== null && effort !== undefined && effort.length > LIMITS.effort)
    add('effort', `longer than ${LIMITS.effort} characters`);
  for (const [name, list] of Object.entries({ files, checks, labels })) {
    if (!list) continue;
    if (list.length > LIMITS.entries) add(name, `more than ${LIMITS.entries} entries`);
    list.forEach((text, index) => {
      if (text.trim() === '') add(`${name}.${index}`, 'is empty');
      else if (text.length > LIMITS.entry) add(`${name}.${index}`, `longer than ${LIMITS.entry} characters`);
      else {
        const problem = entryProblem(name, text, kept);
        if (problem !== undefined) add(`${name}.${index}`, problem);
      }
    });
  }
  return mistakes;
}

function entryProblem(list: string, text: string, kept: readonly string[]): string | undefined {
  if (list === 'checks') return problemWithCheck(text);
  if (list !== 'files' || kept.includes(text)) return undefined;
  const problem = problemWithExpectedFile(text);
  if (problem === undefined) return undefined;
  return problem === 'hidden'
    ? 'holds characters that are not seen or turn the direction of the text'
    : 'is no path or pattern inside of the workspace folder; write it from that folder on';
}

/** Everything that is wrong with the steps of a plan, before anything is written (rule P2). */
export function stepMistakes(
  tree: WorkingSet,
  steps: readonly Step[],
  roles: KnownRoles,
  under: string | null,
  goal: Planned,
): string[] {
  if (steps.length > MOST_STEPS) return [`steps: more than ${MOST_STEPS} steps in one plan`];
  const mistakes = steps.flatMap(({ step, at }) => textMistakes(step, roles, { at }));
  const byHandle = new Map<string, Step>();
  for (const step of steps) {
    const { key } = step.step;
    if (key !== undefined) {
      if (key.length > 100 || !KEY.test(key)) mistakes.push(`${step.at}.key: a key is letters, digits, dots, - and _`);
      const first = byHandle.get(key);
      if (first) mistakes.push(`${step.at}.key: ${key} is the key of ${first.at} already`);
    }
    if (!byHandle.has(step.handle)) byHandle.set(step.handle, step);
  }
  for (const step of [goal, ...steps]) {
    const field = afterOf(step.at);
    if (step.after.length > MOST_AFTER) mistakes.push(`${field}: more than ${MOST_AFTER} entries`);
    step.after.forEach(({ task }, index) => {
      if (!byHandle.has(task) && !tree.find(task)) {
        mistakes.push(`${field}.${index}: there is no step and no task ${JSON.stringify(task.slice(0, 100))}`);
      } else if (step === goal && byHandle.has(task)) {
        mistakes.push(`${field}.${index}: the goal cannot wait for ${task}, a step of its own`);
      }
    });
  }
  // Cycles are looked for among references that lead somewhere; with others, those are to be mended first.
  if (mistakes.length === 0) mistakes.push(...cycleMistakes(tree, [...steps, goal], under));
  return mistakes;
}

const MOST_CYCLES = 20;

const afterOf = (at: string): string => (at === '' ? 'after' : `${at}.after`);

/** As far as the order of a plan goes. */
type Planned = Pick<Step, 'at' | 'handle' | 'parent' | 'after'>;

function cycleMistakes(tree: WorkingSet, steps: readonly Planned[], under: string | null): string[] {
  const byHandle = new Map(steps.map((step) => [step.handle, step]));
  return findCycles([...byHandle.keys()], planned(tree, byHandle, under), MOST_CYCLES).map((cycle) => {
    const at = cycle.map((id) => byHandle.get(id)?.at).find((place) => place !== undefined) ?? 'steps';
    const named = cycle.map((id) => (id === GOAL ? 'the goal' : id));
    return `${afterOf(at)}: these wait for each other: ${named.join(' → ')}`;
  });
}

/** The tree as it would be with the plan in it. */
function planned(tree: WorkingSet, byHandle: ReadonlyMap<string, Planned>, under: string | null): Surroundings {
  const existing = graphOf(tree);
  const children = new Map<string, string[]>();
  const dependants = new Map<string, string[]>();
  const above = ({ handle, parent }: Planned): string | null => (handle === GOAL ? under : (parent?.handle ?? GOAL));
  for (const step of byHandle.values()) {
    const { handle, after } = step;
    const parent = above(step);
    if (parent !== null && byHandle.has(parent)) append(children, parent, handle);
    for (const { task, kind } of after) if (kind !== 'related') append(dependants, task, handle);
  }
  return {
    children: (id) => children.get(id) ?? (byHandle.has(id) ? [] : existing.children(id)),
    parent: (id) => {
      const step = byHandle.get(id);
      return step ? above(step) : existing.parent(id);
    },
    dependants: (id) => [...(dependants.get(id) ?? []), ...(byHandle.has(id) ? [] : existing.dependants(id))],
  };
}

function append(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
