import type { EngineClient, Waiting } from '../engine/client';
import type {
  Change,
  CommandInput,
  CommandName,
  CommandOutput,
  QueryInput,
  QueryName,
  QueryOutput,
} from '../orchestrator/registry';
import type { ToolStore } from '../tools/store';
import type { Agent } from './agent';

/** The store of the workspace for one agent. The engine starts with the first question, not with the process (rule M6). */
export class AgentStore implements ToolStore {
  readonly folder: string;
  readonly agent: object = this;
  readonly #start: () => EngineClient;
  readonly #agent: Agent;
  readonly #listeners = new Set<(changes: readonly Change[]) => void>();
  #client: EngineClient | undefined;

  constructor(folder: string, start: () => EngineClient, agent: Agent) {
    this.folder = folder;
    this.#start = start;
    this.#agent = agent;
  }

  /** Starts the engine before it is asked anything. */
  warm(): EngineClient {
    if (this.#client) return this.#client;
    this.#client = this.#start();
    this.#client.on('changes', (changes) => {
      for (const listener of this.#listeners) listener(changes);
    });
    return this.#client;
  }

  /** For one call: what it asks for is called off with it, and says how far it is. */
  forCall(waiting: Waiting): ToolStore {
    return {
      folder: this.folder,
      agent: this.agent,
      execute: (name, input, requestId) => this.execute(name, input, requestId, waiting),
      read: (name, input) => this.warm().read(name, input, waiting),
      onChange: (listener) => this.onChange(listener),
    };
  }

  execute<N extends CommandName>(
    name: N,
    input: CommandInput<N>,
    requestId?: string,
    waiting: Waiting = {},
  ): Promise<CommandOutput<N>> {
    return this.warm().execute(name, input, {
      ...waiting,
      actor: this.#agent.actor,
      ...(requestId !== undefined && { requestId: this.#agent.commandId(requestId) }),
    });
  }

  read<N extends QueryName>(name: N, input: QueryInput<N>): Promise<QueryOutput<N>> {
    return this.warm().read(name, input);
  }

  /** Does not start the engine: whoever only listens has not asked for anything yet. */
  onChange(listener: (changes: readonly Change[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    await this.#client?.close();
  }
}
