/**
 * `{{name}}`, with as many backslashes as stand before it. Anything else in double braces, such as `{{.Names}}` in a
 * command, is left alone.
 */
const PLACEHOLDER = /(\\*)\{\{ *([a-z][a-z0-9_]*) *\}\}/g;

/** Two backslashes stand for one, a last single one makes the braces plain text. */
const isPlain = (backslashes: string): boolean => backslashes.length % 2 === 1;

const halved = (backslashes: string): string => backslashes.slice(0, Math.floor(backslashes.length / 2));

/** Puts values in. What a value contains is never looked at again, so it cannot bring placeholders of its own. */
export function fillText(text: string, valueOf: (name: string) => string): string {
  return text.replace(PLACEHOLDER, (whole: string, backslashes: string, name: string) =>
    isPlain(backslashes) ? halved(backslashes) + whole.slice(backslashes.length) : halved(backslashes) + valueOf(name),
  );
}

export function placeholdersIn(text: string): readonly string[] {
  return Array.from(text.matchAll(PLACEHOLDER))
    .filter(([, backslashes]) => !isPlain(backslashes ?? ''))
    .map(([, , name]) => name ?? '');
}

/** The one placeholder that a text consists of, if it does. */
export const soleName = (text: string): string | undefined => /^\{\{ *([a-z][a-z0-9_]*) *\}\}$/.exec(text)?.[1];

/** Writes a text such that filling it in gives it back as it is. */
const escapeText = (text: string): string =>
  text.replace(PLACEHOLDER, (whole: string, backslashes: string) => `\\${backslashes}${whole}`);

/** Words and the parameter that they become. */
interface Replaced {
  readonly parameter: string;
  readonly text: string;
}

/**
 * Writes texts with placeholders for words wherever they stand as words; everything else is plain text. Of words that
 * contain each other the longer ones count.
 */
export function placeholdersFor(words: readonly Replaced[]): (text: string) => string {
  const longestFirst = words.filter(({ text }) => text !== '').sort((a, b) => b.text.length - a.text.length);
  if (longestFirst.length === 0) return escapeText;
  const names = new Map(longestFirst.map(({ text, parameter }) => [text, parameter]));
  const wanted = new RegExp(longestFirst.map(({ text }) => `(?:${asWord(text)})`).join('|'), 'gu');
  return (text) => {
    let done = 0;
    let out = '';
    for (const { 0: found, index } of text.matchAll(wanted)) {
      out += `${beforeBraces(escapeText(text.slice(done, index)))}{{${names.get(found) ?? ''}}}`;
      done = index + found.length;
    }
    return out + escapeText(text.slice(done));
  };
}

/** How often words stand in a text as words. */
export const occurrences = (text: string, words: string): number =>
  words === '' ? 0 : Array.from(text.matchAll(new RegExp(asWord(words), 'gu'))).length;

/** "api" is not found in "capital". */
function asWord(text: string): string {
  const literal = text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const [first = '', last = ''] = [Array.from(text).at(0), Array.from(text).at(-1)];
  return `${IN_WORD.test(first) ? '(?<![\\p{L}\\p{N}_])' : ''}${literal}${IN_WORD.test(last) ? '(?![\\p{L}\\p{N}_])' : ''}`;
}

const IN_WORD = /[\p{L}\p{N}_]/u;

/** Backslashes that stand before a placeholder are read in pairs. */
const beforeBraces = (text: string): string => text.replace(/\\+$/, (backslashes) => backslashes + backslashes);
