import assert from 'node:assert/strict';
import { Effects } from '../../../src/engine/effects';
import {
  answerQuery,
  executeOnce,
  prepareCommand,
  prepareQuery,
  TurnedAway,
  type Bench,
  type Through,
  type Turn,
} from '../../../src/engine/execution';
import { NotPrepared, type Change } from '../../../src/orchestrator/context';
import {
  commands,
  queries,
  type CommandInput,
  type CommandName,
  type CommandOutput,
  type QueryInput,
  type QueryName,
  type QueryOutput,
  type TaskRow,
} from '../../../src/orchestrator/registry';
import type { LookProgress } from '../../../src/domain/evidence/lookProgress';
import type { Connection } from '../../../src/storage/connection';
import { Scratch } from '../../../src/storage/scratch';
import { Workspace } from '../../../src/workspace/workspace';
import { sqlite } from '../storage/harness';

export interface Worker {
  readonly actor: string;
  readonly door: Through;
}

export const ada: Worker = { actor: 'human:ada', door: 'host' };
export const agent: Worker = { actor: 'agent:claude/1', door: 'process' };
export const rival: Worker = { actor: 'agent:codex/2', door: 'process' };
const engine: Worker = { actor: 'system', door: 'engine' };

/** All commands and queries on a store in memory, as the engine runs them, with a clock that a test moves. */
export class Desk {
  readonly connection: Connection;
  readonly changes: Change[] = [];
  /** The files that tasks are about, for tests that open the desk on a folder. */
  readonly workspace: Workspace;
  /** What whoever waits was told while something was prepared. */
  readonly progress: LookProgress[] = [];
  callingOff = new AbortController();
  /** What happens between the preparation of a command and its turn. */
  onPrepared: (() => Promise<void>) | undefined;
  now = 1_000_000;
  #requests = 0;

  private constructor(connection: Connection, folder: string) {
    this.connection = connection;
    this.workspace = new Workspace(folder, true);
  }

  static async open(folder = '/nowhere'): Promise<Desk> {
    return new Desk(new Scratch((await sqlite()).runtime).connection, folder);
  }

  /** Frees the memory of the store, for tests that open many. */
  close(): void {
    this.connection.freeStatements();
    this.connection.database.close();
  }

  /** One command that needs no look at the disk, whole or not at all. */
  run<N extends CommandName>(name: N, input: CommandInput<N>, by: Worker = ada): CommandOutput<N> {
    return this.#turn(name, input, by, {});
  }

  /** One command, prepared as often as it asks for it. */
  async act<N extends CommandName>(name: N, input: CommandInput<N>, by: Worker = ada): Promise<CommandOutput<N>> {
    let found: unknown;
    for (let turn = 0; turn < 5; turn++) {
      try {
        return this.#turn(name, input, by, { found, mayPrepare: true });
      } catch (error) {
        if (!(error instanceof NotPrepared)) throw error;
        const request = { kind: 'execute', id: 0, name, input, commandId: 'p', actor: by.actor } as const;
        found = await prepareCommand(request, by.door, error.about, this.#bench);
        const { onPrepared } = this;
        // What happens then is prepared as well.
        this.onPrepared = undefined;
        await onPrepared?.();
        this.onPrepared = onPrepared;
      }
    }
    assert.fail(`${name} was prepared again and again`);
  }

  /** A question that looks at the disk. */
  async look<N extends QueryName>(name: N, input: QueryInput<N>): Promise<QueryOutput<N>> {
    const request = { kind: 'read', id: 0, name, input } as const;
    const found = await prepareQuery(request, this.#bench);
    return queries[name].output.parse(
      answerQuery(this.connection, request, { now: this.now, found }),
    ) as QueryOutput<N>;
  }

  get #bench(): Bench {
    const { workspace, connection } = this;
    const { signal } = this.callingOff;
    const closing = new AbortController().signal;
    return {
      workspace,
      signal,
      closing,
      progress: (made) => this.progress.push(made),
      read: (look) => look(connection),
    };
  }

  #turn<N extends CommandName>(name: N, input: CommandInput<N>, by: Worker, turn: Turn): CommandOutput<N> {
    const effects = new Effects();
    const request = {
      kind: 'execute',
      id: 0,
      name,
      input,
      commandId: `c${this.#requests++}`,
      actor: by.actor,
    } as const;
    this.connection.run('savepoint unit');
    let value: unknown;
    try {
      value = executeOnce(this.connection, request, by.door, effects, { now: this.now, ...turn });
      effects.index(this.connection);
    } catch (error) {
      this.connection.run('rollback to unit');
      throw error;
    } finally {
      this.connection.run('release unit');
    }
    this.changes.push(...effects.changes);
    if (value instanceof TurnedAway) throw value.problem;
    return commands[name].output.parse(value) as CommandOutput<N>;
  }

  read<N extends QueryName>(name: N, input: QueryInput<N>): QueryOutput<N> {
    const value = answerQuery(this.connection, { kind: 'read', id: 0, name, input }, { now: this.now });
    return queries[name].output.parse(value) as QueryOutput<N>;
  }

  plan(input: CommandInput<'task.plan'>, by: Worker = agent): { root: string; id: (key: string) => string } {
    const { task, steps } = this.run('task.plan', input, by);
    return {
      root: task,
      id: (key) => {
        const id = steps[key];
        assert.ok(id !== undefined, `no step ${key}`);
        return id;
      },
    };
  }

  /** Takes a task by its id and returns the token. */
  claim(task: string, by: Worker = agent): string {
    const answer = this.run('task.claim', { task }, by);
    assert.ok('claim' in answer);
    return answer.claim;
  }

  /** What a selector gives, if anything. */
  next(
    selector: Omit<CommandInput<'task.claim'>, 'task'> = {},
    by: Worker = agent,
  ): { task: string; claim: string } | undefined {
    const answer = this.run('task.claim', selector, by);
    return 'claim' in answer ? answer : undefined;
  }

  /** Takes and finishes a task. */
  finish(task: string, result: CommandInput<'task.finish'>['result'] = 'done', by: Worker = agent): string {
    const claim = this.claim(task, by);
    return this.run('task.finish', { task, claim, result, summary: `${result}: ${task}` }, by).state;
  }

  task(id: string): TaskRow {
    const row = this.read('task.get', { id });
    assert.ok(row, `${id} is gone`);
    return row;
  }

  state = (id: string): string => this.task(id).state;
  status = (id: string): string => this.task(id).status;

  /** Titles of what can be taken now, the best first. */
  ready(selector: Omit<QueryInput<'task.next'>, 'limit'> = {}): string[] {
    return this.read('task.next', { ...selector, limit: 100 }).rows.map(({ title }) => title);
  }

  pass(ms: number): void {
    this.now += ms;
  }

  lapse(): number {
    return this.run('claims.lapse', {}, engine).lapsed;
  }

  /** Kinds of the events of a task, oldest first. */
  history(task: string): string[] {
    return this.read('task.events', { task, limit: 500 })
      .rows.map(({ kind }) => kind)
      .reverse();
  }

  /** Everything that the store holds, for "nothing was written". */
  dump(): string {
    const tables = ['tasks', 'dependencies', 'claims', 'plans', 'results', 'approvals', 'checkpoints', 'streams'];
    return JSON.stringify(tables.map((table) => this.connection.rows(`select * from ${table} order by 1, 2`)));
  }
}

/** The problem that a call ends with. */
export function problemOf(call: () => unknown): { code: string; message: string; remedy: string } {
  try {
    call();
  } catch (error) {
    const { code, message, remedy } = error as { code: string; message: string; remedy: string };
    if (typeof remedy !== 'string') throw error;
    return { code, message, remedy };
  }
  assert.fail('this should have been refused');
}
