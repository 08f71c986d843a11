import type * as z from 'zod';
import { Problem } from '../domain/problem';
import type { CommandContext, ReadContext } from './context';

/** A named unit of work: parsed input in, plain data out, all or nothing. */
export interface Command<Schema extends z.ZodType = z.ZodType, Output = unknown> {
  readonly input: Schema;
  readonly run: (context: CommandContext, input: z.output<Schema>) => Output;
}

export interface ReadQuery<Schema extends z.ZodType = z.ZodType, Output = unknown> {
  readonly input: Schema;
  readonly run: (context: ReadContext, input: z.output<Schema>) => Output;
}

export function command<Schema extends z.ZodType, Output>(
  input: Schema,
  run: (context: CommandContext, input: z.output<Schema>) => Output,
): Command<Schema, Output> {
  return { input, run };
}

export function readQuery<Schema extends z.ZodType, Output>(
  input: Schema,
  run: (context: ReadContext, input: z.output<Schema>) => Output,
): ReadQuery<Schema, Output> {
  return { input, run };
}

/** Parses what came through a door; every mistake is named at once, with the field it is in. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const mistakes = parsed.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`,
  );
  throw new Problem(
    'invalid_input',
    `The input is not valid. ${mistakes.join('; ')}.`,
    'Correct the named fields and send it again; nothing was written.',
  );
}
