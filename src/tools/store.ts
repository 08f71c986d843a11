import type {
  Change,
  CommandInput,
  CommandName,
  CommandOutput,
  QueryInput,
  QueryName,
  QueryOutput,
} from '../orchestrator/registry';

/** A store as tools use it: for one agent, whichever door it came through. */
export interface ToolStore {
  /** The workspace folder whose tasks these are. */
  readonly folder: string;
  /** The same in all calls of an agent, each of which may have a store object of its own. */
  readonly agent: object;
  /** With a request id it takes effect once, however often it is sent, also after a restart (rule E3). */
  execute<N extends CommandName>(name: N, input: CommandInput<N>, requestId?: string): Promise<CommandOutput<N>>;
  read<N extends QueryName>(name: N, input: QueryInput<N>): Promise<QueryOutput<N>>;
  /** Calls back after each change, by whomever. Returns a function that ends it. */
  onChange(listener: (changes: readonly Change[]) => void): () => void;
}
