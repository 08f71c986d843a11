import type { ExecuteRequest } from '../../src/engine/protocol';
import { RUN_EVERY_MS, STARTED_AT } from './fill';
import { spanId, taskId, traceId, idempotencyKey } from './names';
import { Random } from './random';

/** Beyond all numbers of generated rows. */
const FIRST_NEW_RUN = 10_000_000;

export const INSERT_RUN = `
  insert into runs (span_id, trace_id, task_id, task_name, role, attempt, status, runner, actor, started_at,
    idempotency_key)
  values (?, ?, ?, 'bench', 'tester', 1, 'running', 'command', 'system', ?, ?)`;
export const UPDATE_TASK = 'update tasks set status = ?, updated_at = ?, version = version + 1 where id = ?';

/** Work that is the same for both sides as long as both start with the same seed. */
export class Work {
  readonly #random: Random;
  readonly #tasks: number;
  #next = 0;

  constructor(seed: number, tasks: number) {
    this.#random = new Random(seed);
    this.#tasks = tasks;
  }

  someTask(): string {
    return taskId(this.#random.below(this.#tasks));
  }

  /** Parameters of INSERT_RUN and UPDATE_TASK. */
  insertAndUpdate(): readonly [insert: readonly (string | number)[], update: readonly (string | number)[]] {
    const n = FIRST_NEW_RUN + this.#next++;
    const at = STARTED_AT + n * RUN_EVERY_MS;
    const task = this.someTask();
    return [
      [spanId(n), traceId(n), task, at, idempotencyKey(n)],
      [n % 2 === 0 ? 'in_progress' : 'waiting', at, task],
    ];
  }

  createTask(): ExecuteRequest {
    const n = this.#next++;
    return {
      kind: 'execute',
      id: n,
      name: 'task.create',
      input: {
        title: this.#random.words(6),
        description: this.#random.words(20),
        role: 'implementer',
      },
      commandId: idempotencyKey(FIRST_NEW_RUN + n),
      actor: 'system',
    };
  }
}
