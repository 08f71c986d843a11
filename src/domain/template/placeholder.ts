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
export const escapeText = (text: string): string =>
  text.replace(PLACEHOLDER, (whole: string, backslashes: string) => `\\${backslashes}${whole}`);
