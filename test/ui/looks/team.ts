import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EngineClient } from '../../../src/engine/client';
import type { CommandInput, CommandName, CommandOutput } from '../../../src/orchestrator/registry';

/** Who works on a store before somebody looks at it: two agents, and a person who decides. */
export class Team {
  readonly #engine: EngineClient;
  readonly #workspace: string;

  constructor(engine: EngineClient, workspace: string) {
    this.#engine = engine;
    this.#workspace = workspace;
  }

  plan(plan: CommandInput<'task.plan'>): Promise<CommandOutput<'task.plan'>> {
    return this.#engine.execute('task.plan', plan, { actor: claude });
  }

  async create(task: CommandInput<'task.create'>): Promise<string> {
    return (await this.#engine.execute('task.create', task, { actor: claude })).task;
  }

  async take(task: string, actor = claude, ttl_ms?: number): Promise<Hand> {
    const taken = await this.#engine.execute(
      'task.claim',
      { task, ...(ttl_ms !== undefined && { ttl_ms }) },
      { actor },
    );
    if (!('claim' in taken)) throw new Error(`${task} was not given: ${taken.reason}`);
    return new Hand(this.#engine, actor, task, taken.claim);
  }

  /** What only a person does, and what anybody may. */
  person<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>> {
    return this.#engine.execute(name, input, { actor: 'human:ada' });
  }

  write(path: string, text: string): void {
    const file = join(this.#workspace, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  remove(path: string): void {
    rmSync(join(this.#workspace, path));
  }

  /** Takes a task, writes its files and hands it in. */
  async finish(
    task: string,
    summary: string,
    files: Readonly<Record<string, string>> = {},
    actor = claude,
  ): Promise<void> {
    const hand = await this.take(task, actor);
    for (const [path, text] of Object.entries(files)) this.write(path, text);
    await hand.end('done', { summary, files: Object.keys(files).map((path) => ({ op: 'create' as const, path })) });
  }
}

const claude = 'agent:claude-code/7f3a';
export const codex = 'agent:codex/19c2';

/** Somebody's hold on a task. */
export class Hand {
  readonly #engine: EngineClient;
  readonly #by: { readonly actor: string };
  readonly #of: { readonly task: string; readonly claim: string };

  constructor(engine: EngineClient, actor: string, task: string, claim: string) {
    this.#engine = engine;
    this.#by = { actor };
    this.#of = { task, claim };
  }

  async tell(said: Omit<CommandInput<'task.progress'>, 'task' | 'claim'>): Promise<void> {
    await this.#engine.execute('task.progress', { ...this.#of, ...said }, this.#by);
  }

  async end(
    result: CommandInput<'task.finish'>['result'],
    said: Omit<CommandInput<'task.finish'>, 'task' | 'claim' | 'result'>,
  ): Promise<void> {
    await this.#engine.execute('task.finish', { ...this.#of, result, ...said }, this.#by);
  }
}
