import * as z from 'zod';
import { fieldName, hasError, type FieldPath, type Mistake } from './mistake';
import { suggestion } from './nearestName';

export interface Checked<Value> {
  /** Missing when there is an error; unknown keys are left out of it. */
  readonly value?: Value;
  readonly mistakes: readonly Mistake[];
}

/**
 * Parses data that people wrote by hand, and names all its mistakes at once. An unknown key is only a warning: the file
 * may have been written for a newer version. `under` is where the data stands in its file.
 */
export function checkShape<Schema extends z.ZodType>(
  schema: Schema,
  data: unknown,
  under: FieldPath = [],
): Checked<z.output<Schema>> {
  const knownKeys = new Map<string, readonly string[]>();
  const parsed = schema.safeParse(data, {
    error(issue) {
      if (issue.code === 'unrecognized_keys' && issue.inst instanceof z.ZodObject) {
        knownKeys.set(JSON.stringify(issue.path ?? []), Object.keys(issue.inst.shape));
      }
      return describe(issue, valueAt(data, (issue.path ?? []) as FieldPath));
    },
  });
  if (parsed.success) return { value: parsed.data, mistakes: [] };
  const mistakes = parsed.error.issues.flatMap((issue): Mistake[] => {
    const path = [...under, ...(issue.path as FieldPath)];
    if (issue.code === 'unrecognized_keys') {
      const known = knownKeys.get(JSON.stringify(issue.path)) ?? [];
      return issue.keys.map((key) => unknownKey([...path, key], key, known));
    }
    const at = issue.code === 'invalid_key' ? 'key' : 'value';
    return [{ path, at, message: `${subject(path)} ${issue.message}.`, severity: 'error' }];
  });
  if (hasError(mistakes)) return { mistakes };
  const known = schema.parse(
    without(
      data,
      mistakes.map(({ path }) => path.slice(under.length)),
    ),
  );
  return { value: known, mistakes };
}

const subject = (path: FieldPath): string => (path.length === 0 ? 'The file' : `"${fieldName(path)}"`);

const unknownKey = (path: FieldPath, key: string, known: readonly string[]): Mistake => ({
  path,
  at: 'key',
  message: `"${key}" is not known here and has no effect${suggestion(key, known) || '.'}`,
  severity: 'warning',
});

const WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys with values',
  record: 'a group of keys with values',
  null: 'empty',
};

const words = (type: string): string => WORDS[type] ?? type;

/** The end of a sentence that begins with the name of the field; undefined leaves it to the library. */
function describe(issue: z.core.$ZodRawIssue, found: unknown): string | undefined {
  switch (issue.code) {
    case 'invalid_type': {
      if (found === undefined) return 'is missing';
      const kind = found === null ? 'null' : Array.isArray(found) ? 'array' : typeof found;
      const quote = issue.expected === 'string' && kind !== 'object' && kind !== 'array' && kind !== 'null';
      return `must be ${words(issue.expected)}, not ${words(kind)}${quote ? '; put it in quotes' : ''}`;
    }
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`;
    case 'invalid_key':
      return issue.issues[0]?.message;
    case 'too_small':
      return `must be at least ${issue.minimum}`;
    case 'too_big':
      return `must be at most ${issue.maximum}`;
    default:
      return undefined;
  }
}

function valueAt(data: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[part] : undefined,
    data,
  );
}

function without(data: unknown, paths: readonly FieldPath[]): unknown {
  const copy = structuredClone(data);
  for (const path of paths) {
    const holder = valueAt(copy, path.slice(0, -1));
    Reflect.deleteProperty(holder as object, path.at(-1) ?? '');
  }
  return copy;
}
