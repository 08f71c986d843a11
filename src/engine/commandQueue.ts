import { NotPrepared } from '../orchestrator/context';
import { Problem, type ProblemData } from '../domain/problem';
import type { Outcome, Store } from '../storage/store';
import type { Call } from './calls';
import { Effects } from './effects';
import { executeOnce, TurnedAway, type Through } from './execution';
import type { ExecuteRequest, Notice, Reply } from './protocol';
import type { StoreKeeper } from './storeKeeper';

const BATCH = 512;

/** How often a command may find that what it has looked at is out of date. */
const MOST_PREPARATIONS = 5;

interface Queued {
  readonly request: ExecuteRequest;
  readonly door: Through;
  readonly call: Call;
  /** Who waits for this one to have had its turn. */
  readonly behind: (() => void)[];
  attempts: number;
  preparations: number;
  /** What its preparation found. */
  found?: unknown;
}

export interface CommandQueueDeps {
  readonly keeper: StoreKeeper;
  readonly explain: (error: unknown) => ProblemData;
  readonly broadcast: (notice: Notice) => void;
  /** Looks at the disk for a command, beside everything else. */
  readonly prepare: (request: ExecuteRequest, door: Through, about: unknown, call: Call) => Promise<unknown>;
}

/** Everybody's commands in the order in which they came, many to a transaction: one sync serves them all. */
export class CommandQueue {
  readonly #deps: CommandQueueDeps;
  #queue: Queued[] = [];
  #scheduled = false;
  #closed = false;

  constructor(deps: CommandQueueDeps) {
    this.#deps = deps;
  }

  add(request: ExecuteRequest, door: Through, call: Call): void {
    this.#queue.push(queued(request, door, call));
    this.schedule();
  }

  /** Ahead of what waits. */
  addFirst(request: ExecuteRequest, door: Through, call: Call): void {
    this.#queue.unshift(queued(request, door, call));
    this.schedule();
  }

  /**
   * Calls back at once, or when the last of what waits now has had its turn: a question sees what was sent before it (rule
   * E13). What then is still being prepared is not waited for; it may take as long as a check does.
   */
  afterWhatWaits(then: () => void): void {
    const last = this.#queue.at(-1);
    if (last) last.behind.push(then);
    else then();
  }

  /** One turn of the event loop gathers what all callers have sent by then. */
  schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#runBatch();
    });
  }

  /** Runs what waits at once, as long as there is a store for it. */
  drain(): void {
    while (this.#deps.keeper.isOpen && this.#queue.length > 0) this.#runBatch();
  }

  /** What is being prepared is left unanswered: whoever sent it sends it again, to the next leader. */
  close(): void {
    this.#closed = true;
  }

  #runBatch(): void {
    if (this.#queue.length === 0) return;
    const store = this.#storeToWrite();
    if (!store) return;
    const batch = this.#queue.splice(0, BATCH);
    const effects = new Effects();
    let outcomes: Outcome<unknown>[];
    try {
      const units = batch.map(({ request, door, found, call }) => () => {
        // With the engine all calls end, and that was nobody's wish.
        const isCalledOff = call.signal?.aborted === true && !this.#closed;
        return executeOnce(store.connection, request, door, effects, { found, mayPrepare: true, isCalledOff });
      });
      outcomes = store.commit(units, () => effects.index(store.connection));
    } catch (error) {
      this.#runOnceMore(batch, Problem.from(error));
      return;
    }
    batch.forEach((item, index) => {
      const { id } = item.request;
      const outcome = outcomes[index];
      if (outcome?.ok === false && outcome.error instanceof NotPrepared) {
        void this.#prepare(item, outcome.error.about);
        letOthersGo(item);
      } else if (!outcome?.ok) answer(item, { id, ok: false, problem: this.#deps.explain(outcome?.error) });
      else if (outcome.value instanceof TurnedAway) {
        answer(item, { id, ok: false, problem: outcome.value.problem.toData() });
      } else answer(item, { id, ok: true, value: outcome.value });
    });
    if (effects.changes.length > 0) this.#deps.broadcast({ kind: 'changes', changes: effects.changes });
    this.#deps.keeper.committed();
    if (this.#queue.length > 0) this.schedule();
  }

  /** Others go on meanwhile; then the command has its turn again, with what was found (rule E12). */
  async #prepare(item: Queued, about: unknown): Promise<void> {
    const { request, door, call } = item;
    try {
      if (++item.preparations > MOST_PREPARATIONS) throw changesTooOften();
      item.found = await this.#deps.prepare(request, door, about, call);
    } catch (error) {
      if (this.#closed) return;
      // What was called off has its turn all the same: only there it is known whether it has taken effect before.
      if (call.signal?.aborted !== true) {
        answer(item, { id: request.id, ok: false, problem: this.#deps.explain(error) });
        return;
      }
    }
    if (this.#closed) return;
    this.#queue.push(item);
    this.schedule();
  }

  /** Where there is none and will be none, whatever waits is told why. */
  #storeToWrite(): Store | undefined {
    try {
      return this.#deps.keeper.storeToWrite();
    } catch (error) {
      const problem = Problem.from(error).toData();
      for (const item of this.#queue.splice(0)) answer(item, { id: item.request.id, ok: false, problem });
      return undefined;
    }
  }

  /**
   * The commit failed and its outcome on disk is unknown. The store is read again from there and the batch is run once
   * more: what did reach the disk answers from its idempotency record, the rest takes effect now.
   */
  #runOnceMore(batch: Queued[], problem: Problem): void {
    const { keeper } = this.#deps;
    if (!keeper.letGo(problem)) return;
    const again: Queued[] = [];
    for (const item of batch) {
      if (++item.attempts > 1) answer(item, { id: item.request.id, ok: false, problem: problem.toData() });
      else again.push(item);
    }
    this.#queue.unshift(...again);
    // Read again from disk and damaged still: going on would carry the damage into the backups.
    if (problem.code === 'store_damaged' && again.length < batch.length) keeper.giveUp(problem);
    else void keeper.open();
  }
}

const queued = (request: ExecuteRequest, door: Through, call: Call): Queued => ({
  request,
  door,
  call,
  behind: [],
  attempts: 0,
  preparations: 0,
});

function answer(item: Queued, reply: Reply): void {
  item.call.reply(reply);
  letOthersGo(item);
}

function letOthersGo({ behind }: Queued): void {
  for (const then of behind.splice(0)) then();
}

const changesTooOften = (): Problem =>
  new Problem(
    'conflict',
    'What this is about has kept changing while it was looked at.',
    'Wait until the others have finished with it, then send it again.',
  );
