import { Problem, type ProblemCode } from '../domain/problem';
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
    return { answer: refusal(error), isError: true };
  }
}

interface AgentRefusal {
  readonly code: ProblemCode;
  readonly message: string;
  readonly next: string;
}

/** Why something was not done, as an agent is told. */
export function refusalOf(error: unknown): AgentRefusal {
  const { code, message, remedy } = Problem.from(error);
  return { code, message: message.slice(0, 4_000), next: (FOR_AGENTS[code] ?? remedy).slice(0, 1_000) };
}

/** A refusal as a tool answers it; an operation that has more to say about it adds to this. */
export const refusal = (error: unknown): Answer => ({ error: refusalOf(error) });

const ASK_PERSON =
  'Leave the files of the store as they are, and ask the person: the Tasks view in VS Code says what can be done.';
const TRY_AGAIN =
  'Try it once more; if it stays so, tell the person, and that .task_orchestrator/logs/mcp.log says more.';

/** What an agent does next where a person would repair something: it repairs nothing (rule M4). */
const FOR_AGENTS: Partial<Record<ProblemCode, string>> = {
  store_damaged: ASK_PERSON,
  store_missing: ASK_PERSON,
  store_removed: ASK_PERSON,
  store_foreign: ASK_PERSON,
  engine_unavailable: TRY_AGAIN,
  internal: TRY_AGAIN,
};

const tooLong = (): Problem =>
  new Problem(
    'limit_reached',
    'The answer would be too long to be read.',
    'Ask for less at once: a smaller limit, or fewer ids.',
  );
