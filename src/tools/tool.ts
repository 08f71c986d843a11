import type * as z from 'zod';
import type { ToolStore } from './store';

/** What a call has at hand beside its input. */
export interface ToolCall {
  readonly store: ToolStore;
  /** The caller no longer wants the answer. What has been written stays. */
  readonly signal: AbortSignal;
  /** Tells a caller that waits that the call goes on; does nothing where nobody asked for it. */
  readonly stillAtIt: (message: string) => void;
}

export type Answer = Readonly<Record<string, unknown>>;

/** One operation of the agent door. It knows neither the protocol nor VS Code; every door serves the same ones. */
export interface Tool<Input extends z.ZodType = z.ZodType> {
  readonly name: string;
  /** For people, in the sentence case of a menu. */
  readonly title: string;
  /** For models. Every character is paid for in every conversation (rule M2). */
  readonly description: string;
  readonly readOnly: boolean;
  readonly input: Input;
  readonly run: (call: ToolCall, input: z.output<Input>) => Promise<Answer>;
}

/** Ties input and run together for the type checker. */
export const tool = <Input extends z.ZodType>(definition: Tool<Input>): Tool => definition;
