import type * as z from 'zod';
import type * as Folders from '../../workspace/folders';
import type { ConfigPlace } from '../../workspace/files/configFolder';

export interface FileContext {
  readonly place: ConfigPlace;
  /** Loads what knows YAML when it is first needed. */
  readonly folders: () => typeof Folders;
}

/**
 * Something done with the files that people write, roles and templates. It needs no store and no leader: each process does
 * it itself, on the disk that all of them see.
 */
export interface FileOperation<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly about: string;
  readonly input: Input;
  readonly output: Output;
  readonly run: (context: FileContext, input: z.output<Input>) => Promise<z.output<Output>>;
}

export const fileOperation = <Input extends z.ZodType, Output extends z.ZodType>(
  definition: FileOperation<Input, Output>,
): FileOperation<Input, Output> => definition;
