import type { TaskRow } from '../../orchestrator/registry';
import { FolderStore } from '../folderStore';
import type { TaskLeaf } from '../views/taskNodes';
import { unsealed } from './sealed';

/**
 * Who has begun an act (rule O4): a person, in a view or on a page of ours; somebody who does not say what is meant, such as
 * a person in the palette, or a program that runs the palette's command; or somebody who says what is to be done.
 */
export type Origin = 'ours' | 'unsaid' | 'said';

/** What a keybinding, a menu or another extension passed along. What is in it is not asked for. */
export interface Given {
  readonly store: FolderStore | undefined;
  /** A workspace folder by its name or address, where there are several. */
  readonly folder: string | undefined;
  readonly task: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly origin: Origin;
}

type Fields = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isSealed = (value: unknown): boolean => isRecord(value) && unsealed(value) !== undefined;

/**
 * Rows of our views bring their store and their task; others name them. Nobody else has a `FolderStore`: it is never handed
 * out, so an argument that holds one is a row that a person has clicked.
 */
export function readArgument(argument: unknown): Given {
  const row = ownRow(argument);
  if (row) {
    const { store, task, fields } = row;
    // What was sealed has left our hands: whoever brings it back may be a program.
    const origin = isSealed(argument) ? 'unsaid' : 'ours';
    return { store, folder: undefined, task: task?.id, fields: fields ?? {}, origin };
  }
  const fields = isRecord(argument) ? argument : {};
  const origin = Object.keys(fields).length > 0 ? 'said' : 'unsaid';
  return { store: undefined, folder: textOf(fields, 'folder'), task: textOf(fields, 'task'), fields, origin };
}

export interface OwnRow {
  readonly store: FolderStore;
  readonly task?: Pick<TaskRow, 'id'>;
  readonly fields?: Fields;
}

/** A row of ours, also one that a key means. */
export function ownRow(argument: unknown): OwnRow | undefined {
  if (!isRecord(argument)) return undefined;
  return unsealed(argument) ?? (argument['store'] instanceof FolderStore ? (argument as unknown as OwnRow) : undefined);
}

/** The tasks of all rows that were selected when a command was called on one of them. */
export function selectedTasks(selection: unknown): readonly TaskLeaf[] {
  if (!Array.isArray(selection)) return [];
  const rows = selection.flatMap((row) => ownRow(row) ?? []);
  return rows.filter((row) => (row as Partial<TaskLeaf>).kind === 'task') as TaskLeaf[];
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
