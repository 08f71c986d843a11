import { STATES, type State } from '../../domain/workflow/states';
import type { ProblemData } from '../../domain/problem';

/** Ids as the store gives them: the role, or `task`, and hexadecimal digits (rule T1). */
const ID = /\b[a-z][a-z0-9_-]*_[0-9a-f]{6,12}\b/g;
const ACTOR = /\b(?:agent|human|system|process):[\w.@-]+(?:\/[\w.@-]+)?/g;
/** A state that is an ordinary word is one only where something is said to be it. */
const STATE = new RegExp(
  `\\b(?:${STATES.filter((state) => state.includes('_')).join('|')})\\b|(?<=\\bis )(?:${STATES.join('|')})(?=[,.]| already)`,
  'g',
);

/** Letters that are read from right to left, and marks that turn the direction of what follows. */
const TURNS = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\ufb1d-\ufdff\ufe70-\ufefc]/;

/** A title in a sentence: one that is read the other way must not turn round what stands beside it. */
export const isolated = (title: string): string =>
  TURNS.test(title) && !title.startsWith('\u2068') ? `\u2068${title}\u2069` : title;

export const quoted = (title: string): string => `“${isolated(title)}”`;

/** Our sentences put titles into quotes: what stands in them is isolated where a sentence is shown. */
export const shownSentence = (sentence: string): string =>
  TURNS.test(sentence) ? sentence.replace(/“([^“”]+)”/g, (_, title: string) => quoted(title)) : sentence;

export const idsIn = (text: string): readonly string[] => [...new Set(text.match(ID) ?? [])];

/** The same with titles for ids, also where a text for agents says both: `id (title)` or `“title” (id)`. */
export function withTitles(text: string, titles: ReadonlyMap<string, string>): string {
  let said = text;
  for (const [id, title] of titles) {
    const [named, both] = [quoted(title), [`${id} (${title})`, `“${title}” (${id})`]];
    for (const each of [...both, id]) said = said.replaceAll(each, named);
  }
  return said;
}

/** Takes away the id that stands behind a title; for texts that were kept as agents read them. */
export const withoutIds = (text: string): string => text.replace(/(”) \(([a-z][a-z0-9_-]*_[0-9a-f]{6,12})\)/g, '$1');

interface Names {
  readonly titles: ReadonlyMap<string, string>;
  readonly actor: (actor: string) => string;
  readonly state: (state: State) => string;
}

/** What went wrong as people read it: tasks by their titles, others by their names, states as the views call them. */
export function forPeople({ code, message, remedy }: ProblemData, { titles, actor, state }: Names): ProblemData {
  const said = (text: string): string =>
    withTitles(
      text.replace(ACTOR, actor).replace(STATE, (name) => `“${state(name as State)}”`),
      titles,
    );
  return { code, message: said(message), remedy: said(remedy) };
}
