import type * as z from 'zod';
import { Problem } from '../domain/problem';
import type { CommandContext, PrepareContext, ReadContext } from './context';

/** Who may ask for it: anybody, a person in VS Code, a window of VS Code or the engine by itself, or the engine alone. */
export type Caller = 'anyone' | 'person' | 'window' | 'engine';

interface Described<Input extends z.ZodType, Output extends z.ZodType> {
  /** What it does, in a sentence for whoever builds on it. */
  readonly about: string;
  readonly input: Input;
  /** The shape of the answer; plain data, so that it crosses threads and sockets as it is. */
  readonly output: Output;
}

/** A named unit of work: parsed input in, plain data out, all or nothing. */
export interface Command<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> extends Described<
  Input,
  Output
> {
  readonly who: Caller;
  /** It is done for whoever asks and for nobody else: when they are gone, so is the request (rule E14). */
  readonly endsWithCaller?: boolean;
  /** `found` is what was prepared, or undefined at the first turn. */
  readonly run: (context: CommandContext, input: z.output<Input>, found?: unknown) => z.output<Output>;
  /**
   * Looks at what cannot be looked at within a transaction. It is called when `run` has thrown NotPrepared, and `run` has to
   * see for itself that what was found then still holds.
   */
  readonly prepare?: (context: PrepareContext, input: z.output<Input>, about: unknown) => Promise<unknown>;
}

export interface ReadQuery<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> extends Described<
  Input,
  Output
> {
  readonly run: (context: ReadContext, input: z.output<Input>, found?: unknown) => z.output<Output>;
  /** Always called first where it exists. */
  readonly prepare?: (context: PrepareContext, input: z.output<Input>) => Promise<unknown>;
}

// They do nothing but tie input, output and run together for the type checker.
export const command = <Input extends z.ZodType, Output extends z.ZodType>(
  definition: Command<Input, Output>,
): Command<Input, Output> => definition;

export const readQuery = <Input extends z.ZodType, Output extends z.ZodType>(
  definition: ReadQuery<Input, Output>,
): ReadQuery<Input, Output> => definition;

/** A command that looks at the disk before its turn; ties what it finds to what it does with it. */
export const preparedCommand = <Input extends z.ZodType, Output extends z.ZodType, Found>(
  definition: Described<Input, Output> & {
    readonly who: Caller;
    readonly endsWithCaller?: boolean;
    readonly prepare: (context: PrepareContext, input: z.output<Input>, about: unknown) => Promise<Found>;
    readonly run: (context: CommandContext, input: z.output<Input>, found: Found | undefined) => z.output<Output>;
  },
): Command<Input, Output> => ({
  ...definition,
  run: (context, input, found) => definition.run(context, input, found as Found | undefined),
});

/** A question whose answer needs a look at the disk. */
export const preparedQuery = <Input extends z.ZodType, Output extends z.ZodType, Found>(
  definition: Described<Input, Output> & {
    readonly prepare: (context: PrepareContext, input: z.output<Input>) => Promise<Found>;
    readonly run: (context: ReadContext, input: z.output<Input>, found: Found) => z.output<Output>;
  },
): ReadQuery<Input, Output> => ({
  ...definition,
  run: (context, input, found) => definition.run(context, input, found as Found),
});

/** Deeper input is somebody's attack or mistake; the deepest tree that can be planned needs less. */
const DEEPEST = 250;
const MOST_MISTAKES = 50;

/** Parses what came through a door; every mistake is named at once, with the field it is in. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw invalid(
    parsed.error.issues.map(({ path, message }) =>
      path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`,
    ),
  );
}

export function invalid(mistakes: readonly string[]): Problem {
  const named = mistakes.slice(0, MOST_MISTAKES).join('; ');
  const more = mistakes.length > MOST_MISTAKES ? `; and ${mistakes.length - MOST_MISTAKES} more` : '';
  return new Problem(
    'invalid_input',
    `The input is not valid. ${named}${more}.`,
    'Correct the named fields and send it again; nothing was written.',
  );
}

/** Looked at first, and without recursion, which deep input would exhaust. */
export function isTooDeep(input: unknown): boolean {
  let level: unknown[] = [input];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null
        ? Object.values<unknown>(value as Record<string, unknown>).filter(
            (inner) => typeof inner === 'object' && inner !== null,
          )
        : [],
    );
  }
  return false;
}
