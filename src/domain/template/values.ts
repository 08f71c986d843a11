import { RELATIVE } from '../source/texts';
import { hasError, valueMistake, type Mistake } from '../source/mistake';
import { suggestion } from '../source/nearestName';
import type { Parameter, ParameterOf, Parameters } from './parameter';

export type Value = string | number | boolean | readonly string[];
export type Values = ReadonlyMap<string, Value>;

/**
 * Whether the whole value matches a regular expression. Who calls brings it, with a time limit: an expression from a file
 * can take for ever, and stopping it is a matter of the platform.
 */
export type Matches = (pattern: string, value: string) => boolean;

/** Checks what was given for the parameters, or says everything that is wrong with it. */
export function readValues(
  parameters: Parameters,
  given: Readonly<Record<string, unknown>>,
  matches: Matches,
): { readonly values: Values; readonly mistakes: readonly Mistake[] } {
  const values = new Map<string, Value>();
  const mistakes: Mistake[] = [];
  const known = Object.keys(parameters);
  for (const name of Object.keys(given).filter((name) => !known.includes(name))) {
    mistakes.push({
      path: [name],
      at: 'key',
      message: `The template has no parameter "${name}"${suggestion(name, known) || '.'}`,
      severity: 'error',
    });
  }
  for (const [name, parameter] of Object.entries(parameters)) {
    const value = (Object.hasOwn(given, name) ? given[name] : undefined) ?? parameter.default;
    if (value === undefined) {
      if (isRequired(parameter)) mistakes.push(valueMistake([name], `"${name}" is needed.`));
      else values.set(name, absent(parameter));
      continue;
    }
    const read = readValue(parameter, value, matches);
    if (typeof read === 'object' && 'wrong' in read) mistakes.push(valueMistake([name], `"${name}" ${read.wrong}.`));
    else values.set(name, read);
  }
  return hasError(mistakes) ? { values: new Map(), mistakes } : { values, mistakes };
}

/** Ends the sentence that begins with the name of the parameter. */
export interface Wrong {
  readonly wrong: string;
}

const wrong = (words: string): Wrong => ({ wrong: words });

const isRequired = (parameter: Parameter): boolean =>
  parameter.type !== 'yes_no' && (parameter.required ?? parameter.default === undefined);

const absent = ({ type }: Parameter): Value => (type === 'list' ? [] : type === 'yes_no' ? false : '');

export function readValue(parameter: Parameter, value: unknown, matches: Matches): Value | Wrong {
  switch (parameter.type) {
    case 'text':
      return readText(parameter, value, matches);
    case 'number':
      return readNumber(parameter, value);
    case 'choice':
      return typeof value === 'string' && parameter.choices.includes(value)
        ? value
        : wrong(`must be one of ${parameter.choices.join(', ')}`);
    case 'yes_no':
      return readYesNo(value);
    case 'path':
      return readPath(value);
    case 'list':
      return readList(parameter, value);
  }
}

const LINE_BREAK = /[\r\n\u2028\u2029]/;

function readText({ min, max = 10_000, pattern, multiline }: ParameterOf<'text'>, value: unknown, matches: Matches) {
  if (typeof value !== 'string') return wrong('must be text');
  if (multiline !== true && LINE_BREAK.test(value)) return wrong('must be a single line');
  if (value.length < (min ?? 0)) return wrong(`must have at least ${min ?? 0} characters`);
  if (value.length > max) return wrong(`must have at most ${max} characters`);
  if (pattern !== undefined && !matches(pattern, value)) return wrong(`must match the pattern ${pattern}`);
  return value;
}

function readNumber({ min, max, whole }: ParameterOf<'number'>, value: unknown): number | Wrong {
  // What comes from an input box or a command line is text.
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) return wrong('must be a number');
  if (whole === true && !Number.isInteger(number)) return wrong('must be a whole number');
  if (min !== undefined && number < min) return wrong(`must be at least ${min}`);
  if (max !== undefined && number > max) return wrong(`must be at most ${max}`);
  return number;
}

function readYesNo(value: unknown): boolean | Wrong {
  if (value === true || value === 'true' || value === 'yes') return true;
  if (value === false || value === 'false' || value === 'no') return false;
  return wrong('must be true or false');
}

function readPath(value: unknown): string | Wrong {
  if (typeof value !== 'string') return wrong('must be text');
  return RELATIVE.test(value)
    ? value
    : wrong('must be a path inside the workspace folder, with forward slashes and without ".."');
}

function readList({ items, min = 0, max = 200 }: ParameterOf<'list'>, value: unknown): readonly string[] | Wrong {
  if (!Array.isArray(value)) return wrong('must be a list');
  if (value.length < min) return wrong(`must have at least ${min} entries`);
  if (value.length > max) return wrong(`must have at most ${max} entries`);
  const entries: string[] = [];
  for (const [index, entry] of value.entries()) {
    const read =
      items === 'path'
        ? readPath(entry)
        : typeof entry === 'string' && entry.trim() !== '' && !LINE_BREAK.test(entry)
          ? entry
          : wrong('must be a single line of text');
    if (typeof read !== 'string') return wrong(`has a wrong entry ${index + 1}: it ${read.wrong}`);
    entries.push(read);
  }
  return entries;
}
