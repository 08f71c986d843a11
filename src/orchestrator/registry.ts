import type * as z from 'zod';
import { createTask } from './commands/createTask';
import type { Command, ReadQuery } from './operation';
import { getTask } from './queries/getTask';
import { listChildren } from './queries/listChildren';

export type { Change } from './context';

/** Everything that can be done to a store. All doors (extension host, other windows, agents) go through these. */
export const commands = {
  'task.create': createTask,
} as const;

export const queries = {
  'task.get': getTask,
  'task.children': listChildren,
} as const;

export type CommandName = keyof typeof commands;
export type QueryName = keyof typeof queries;

export type CommandInput<N extends CommandName> = z.input<(typeof commands)[N]['input']>;
export type CommandOutput<N extends CommandName> = ReturnType<(typeof commands)[N]['run']>;
export type QueryInput<N extends QueryName> = z.input<(typeof queries)[N]['input']>;
export type QueryOutput<N extends QueryName> = ReturnType<(typeof queries)[N]['run']>;

export function findCommandNamed(name: string): Command | undefined {
  return Object.hasOwn(commands, name) ? commands[name as CommandName] : undefined;
}

export function findQueryNamed(name: string): ReadQuery | undefined {
  return Object.hasOwn(queries, name) ? queries[name as QueryName] : undefined;
}

/** A task as questions answer it. */
export type TaskRow = QueryOutput<'task.children'>['rows'][number];

/** Where a page of tasks ended. */
export type TaskCursor = NonNullable<QueryOutput<'task.children'>['next']>;
