import { Problem } from '../domain/problem';
import { invalid, isTooDeep, parseInput } from '../orchestrator/operation';
import { tokensOf } from '../domain/brief/compose';
import type { Answer, Tool, ToolCall } from './tool';

/** An answer travels twice, as data and as text; both together stay below 25,000 tokens (rule M3). */
const MOST_TOKENS = 12_000;

export interface Outcome {
  readonly answer: Answer;
  /** The answer says why nothing was done. */
  readonly isError: boolean;
}

/** Runs a tool for an agent. Whatever goes wrong becomes an answer that a model can act on (rule M4). */
export async function callTool({ readOnly, input, run }: Tool, call: ToolCall, given: unknown): Promise<Outcome> {
  try {
    if (isTooDeep(given)) throw invalid(['the input is nested too deeply']);
    const answer = await run(call, parseInput(input, given ?? {}));
    // What has been written is never answered with a refusal; the tools that write keep their answers short themselves.
    if (readOnly && tokensOf(JSON.stringify(answer)) > MOST_TOKENS) throw tooLong();
    return { answer, isError: 'error' in answer };
  } catch (error) {
    return { answer: refusal(Problem.from(error)), isError: true };
  }
}

/** A refusal as a tool answers it; an operation that has more to say about it adds to this. */
export const refusal = ({ code, message, remedy }: Problem): Answer => ({
  error: { code, message: message.slice(0, 4_000), next: remedy.slice(0, 1_000) },
});

const tooLong = (): Problem =>
  new Problem(
    'limit_reached',
    'The answer would be too long to be read.',
    'Ask for less at once: a smaller limit, or fewer ids.',
  );
