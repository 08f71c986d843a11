import { occurrences } from './placeholder';
import type { Plan, PlanStep } from './plan';

const LONGEST_PHRASE = 6;
const SHORTEST_WORD = 5;
const MOST_TEXTS = 500;

/** All texts of a plan in which words can become parameters. */
function textsOf(plan: Plan): readonly string[] {
  const ofStep = (step: PlanStep): string[] => [
    step.title,
    step.description ?? '',
    ...(step.files ?? []),
    ...(step.checks ?? []),
    ...(step.steps ?? []).flatMap(ofStep),
  ];
  const texts = [plan.goal, plan.context ?? '', plan.stream ?? '', ...(plan.files ?? []), ...(plan.checks ?? [])];
  return [...texts, ...plan.steps.flatMap(ofStep)].filter((text) => text !== '');
}

/** How often words stand in a plan. */
export const countIn = (plan: Plan, words: string): number =>
  textsOf(plan).reduce((sum, text) => sum + occurrences(text, words), 0);

/** Words that come again in several texts of a plan, the most telling first: what is likely to be different next time. */
export function repeatedPhrases(plan: Plan, most: number): readonly string[] {
  const texts = textsOf(plan).slice(0, MOST_TEXTS);
  const places = new Map<string, Set<number>>();
  texts.forEach((text, index) => {
    for (const phrase of phrasesIn(text)) places.set(phrase, (places.get(phrase) ?? new Set()).add(index));
  });
  const repeated = [...places].filter(([phrase, { size }]) => size > 1 && isTelling(phrase));
  const weight = ([phrase, { size }]: (typeof repeated)[number]): number => size * phrase.length;
  const chosen: { phrase: string; places: number }[] = [];
  for (const [phrase, { size }] of repeated.sort((a, b) => weight(b) - weight(a))) {
    if (chosen.length === most) break;
    // A part of what was chosen says something of its own only where it stands alone as well.
    const isPart = chosen.some((other) => occurrences(other.phrase, phrase) > 0 && other.places >= size);
    if (!isPart) chosen.push({ phrase, places: size });
  }
  return chosen.map(({ phrase }) => phrase);
}

function phrasesIn(text: string): ReadonlySet<string> {
  const words = Array.from(text.slice(0, 2_000).matchAll(/[\p{L}\p{N}_]+/gu));
  const phrases = new Set<string>();
  words.forEach(({ index: from }, first) => {
    for (const last of words.slice(first, first + LONGEST_PHRASE)) {
      const phrase = text.slice(from, last.index + last[0].length);
      // What lies between words of one phrase is a space or joins them.
      if (/[^\p{L}\p{N}_ ./-]|[./-] | [./-]/u.test(phrase)) break;
      phrases.add(phrase);
    }
  });
  return phrases;
}

/** It begins and ends with a word of substance: "the parser of" is no phrase, "parser" is. */
function isTelling(phrase: string): boolean {
  const words = phrase.split(/[ ./-]/);
  return [words.at(0), words.at(-1)].every((word = '') => Array.from(word).length >= SHORTEST_WORD);
}

/** A name for a parameter made of the words that it stands for. */
export function parameterNameFor(words: string, taken: readonly string[]): string {
  const plain = words.normalize('NFKD').toLowerCase();
  const name = (plain.match(/[a-z0-9]+/g) ?? [])
    .join('_')
    .replace(/^[0-9_]+/, '')
    .slice(0, 30)
    .replace(/_+$/, '');
  const base = name === '' ? 'value' : name;
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? base : `${base}_${number}`;
    if (!taken.includes(candidate)) return candidate;
  }
}
