import { isolated } from '../words/titles';
import { chosenSoFar, goneBack, hasAskedBefore } from './again';
import type { ChosenBefore } from './chosenRows';
import { Drafts, type Draft } from './drafts';

/** The person wants the question before this one again. */
export const BACK = Symbol('back');

/** `undefined`: the person lets it be. */
export type Answer<Value> = { readonly value: Value } | typeof BACK | undefined;

/** Where a question stands among those of its command. */
export interface Place {
  readonly title: string;
  readonly step: number;
  readonly steps: number;
  readonly canGoBack: boolean;
  /** What was typed here before; texts are taken up again. */
  readonly draft?: Draft;
  /** What was chosen here before; the keyboard is there again. */
  readonly chosen?: ChosenBefore;
}

/** One question; its answer is kept under its key. */
export type Step<Answers> = {
  readonly [Key in keyof Answers]-?: {
    readonly key: Key;
    /** Whether it is asked at all, from what was answered before. */
    readonly when?: (soFar: Partial<Answers>) => boolean;
    readonly ask: (place: Place, soFar: Partial<Answers>) => Promise<Answer<Exclude<Answers[Key], undefined>>>;
  };
}[keyof Answers];

/**
 * Asks one question after the other; what was given is not asked. *Back* asks the one before again, and what it answered
 * first is forgotten with all that followed from it; what was typed stands there again, and what was chosen is what Enter
 * chooses. Before the first one it leads to what was
 * asked ahead of them all. Which questions there are may follow from answers, as long as those that were asked stay where they
 * are.
 * @returns all answers, or nothing if the person let it be
 */
export async function walk<Answers extends object>(
  title: string,
  questions: readonly Step<Answers>[] | ((soFar: Partial<Answers>) => readonly Step<Answers>[]),
  given: Partial<Answers> = {},
): Promise<Answers | undefined> {
  const isAsked = ({ key, when }: Step<Answers>, soFar: Partial<Answers>): boolean =>
    given[key] === undefined && (when?.(soFar) ?? true);
  const taken: { readonly index: number; readonly before: Partial<Answers> }[] = [];
  const drafts = new Drafts();
  const chosen = chosenSoFar();
  let soFar = given;
  for (let index = 0; ;) {
    const steps = typeof questions === 'function' ? questions(soFar) : questions;
    const step = steps[index];
    if (!step) break;
    if (!isAsked(step, soFar)) {
      index++;
      continue;
    }
    const following = steps.slice(index).filter((later) => isAsked(later, soFar)).length;
    const before = hasAskedBefore() ? 1 : 0;
    const place = {
      title: titleAbout(title, 'task' in soFar ? soFar.task : undefined),
      step: before + taken.length + 1,
      steps: before + taken.length + following,
      canGoBack: before + taken.length > 0,
      draft: drafts.of(title, taskIn(soFar), String(step.key)),
      chosen: chosen.of(taskIn(soFar), String(step.key)),
    };
    const answer = await step.ask(place, soFar);
    if (answer === undefined) {
      drafts.keep();
      return undefined;
    }
    if (answer === BACK) {
      const last = taken.pop();
      if (!last) throw goneBack();
      ({ index, before: soFar } = last);
      continue;
    }
    taken.push({ index, before: soFar });
    soFar = { ...soFar, [step.key]: answer.value };
    index++;
  }
  drafts.forget();
  // Each key has a question that was answered, was given, or is not asked and then optional.
  return soFar as Answers;
}

/** How many letters of a task's title leave room for the rest. */
const MOST_OF_A_TITLE = 40;

/** A person who has chosen a task, or came from its row, sees which one each further question is about. */
export function titleAbout(title: string, task: unknown): string {
  if (typeof task !== 'object' || task === null || !('title' in task) || typeof task.title !== 'string') return title;
  return `${title}: ${isolated(shortened(task.title))}`;
}

function shortened(title: string): string {
  // Cut between what people see as letters.
  const letters = Array.from(new Intl.Segmenter().segment(title), ({ segment }) => segment);
  return letters.length > MOST_OF_A_TITLE ? `${letters.slice(0, MOST_OF_A_TITLE - 1).join('')}…` : title;
}

/** A text that was begun for one task is not offered for another. */
function taskIn(soFar: object): string | undefined {
  const task: unknown = 'task' in soFar ? soFar.task : undefined;
  if (typeof task === 'string') return task;
  return typeof task === 'object' && task !== null && 'id' in task ? String(task.id) : undefined;
}
