import { FolderStore } from '../folderStore';

/** What a keybinding, a menu or another extension passed along. What is in it is not asked for. */
export interface Given {
  readonly store: FolderStore | undefined;
  /** A workspace folder by its name or address, where there are several. */
  readonly folder: string | undefined;
  readonly task: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
}

type Fields = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** Rows of our views bring their store and their task; others name them. */
export function readArgument(argument: unknown): Given {
  const fields = isRecord(argument) ? argument : {};
  const { store, task } = fields;
  if (store instanceof FolderStore) {
    const id = isRecord(task) && typeof task['id'] === 'string' ? task['id'] : undefined;
    return { store, folder: undefined, task: id, fields: {} };
  }
  return { store: undefined, folder: textOf(fields, 'folder'), task: textOf(fields, 'task'), fields };
}

export function textOf(fields: Fields, key: string): string | undefined {
  const value = fields[key];
  return typeof value === 'string' ? value : undefined;
}

export function numberOf(fields: Fields, key: string): number | undefined {
  const value = fields[key];
  return typeof value === 'number' ? value : undefined;
}

export function textsOf(fields: Fields, key: string): string[] | undefined {
  const value = fields[key];
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
}

export function oneOf<Value extends string>(fields: Fields, key: string, values: readonly Value[]): Value | undefined {
  return values.find((value) => value === fields[key]);
}

/** Only what was given: a key without a value would count as an answer. */
export function present<Values extends object>(
  values: Values,
): Partial<{ [Key in keyof Values]: NonNullable<Values[Key]> }> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<{
    [Key in keyof Values]: NonNullable<Values[Key]>;
  }>;
}
