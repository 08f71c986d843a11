import { randomUUID } from 'node:crypto';
import { commands } from '../orchestrator/registry';
import type { Reply } from './protocol';
import type { CommandQueue } from './commandQueue';

/** Between two pages everybody else has a turn. */
const PAUSE_MS = 5;
const AGAIN_MS = 60_000;

/**
 * Looks at all that tasks answer for, for what has changed while nobody watched: once at the start, and whenever changes may
 * have gone unseen since. Only who leads does, so however many windows open, it is done once.
 */
export class CatchUp {
  readonly #queue: CommandQueue;
  readonly #info: (text: string) => void;
  readonly #warn: (text: string) => void;
  #timer: NodeJS.Timeout | undefined;
  #hasBegun = false;
  #isOver = false;
  /** An answer to a look of an earlier round leads to no further one. */
  #round = 0;
  #looked = 0;
  #began = 0;

  constructor(queue: CommandQueue, info: (text: string) => void, warn: (text: string) => void) {
    this.#queue = queue;
    this.#info = info;
    this.#warn = warn;
  }

  begin(afterMs: number): void {
    if (this.#hasBegun || this.#isOver) return;
    this.#hasBegun = true;
    this.#later('', afterMs);
  }

  /** From the beginning, once nobody has asked for it for so long; the look at the start, which is yet to come, would do. */
  again(afterMs: number): void {
    if (!this.#hasBegun) return;
    this.#round++;
    this.#looked = 0;
    this.#began = 0;
    this.#later('', afterMs);
  }

  stop(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  #later(after: string, ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#isOver) this.#timer = setTimeout(() => this.#look(after), ms).unref();
  }

  #look(after: string): void {
    if (this.#began === 0) this.#began = performance.now();
    const request = {
      kind: 'execute',
      id: 0,
      input: { after },
      commandId: `duty:${randomUUID()}`,
      actor: 'system',
    } as const;
    const round = this.#round;
    const reply = (reply: Reply): void => {
      if (round === this.#round) this.#heard(after, reply);
    };
    this.#queue.add({ ...request, name: 'files.catchUp' }, 'engine', { reply });
  }

  #heard(after: string, reply: Reply): void {
    if (!reply.ok) {
      this.#warn(`Files could not be looked at for changes: ${reply.problem.message}`);
      this.#later(after, AGAIN_MS);
      return;
    }
    const { looked, next } = commands['files.catchUp'].output.parse(reply.value);
    this.#looked += looked;
    if (next !== null) this.#later(next, PAUSE_MS);
    else if (this.#looked > 0) {
      const took = Math.round(performance.now() - this.#began);
      this.#info(`Looked at ${this.#looked} files that tasks answer for, in ${took} ms.`);
    }
  }
}
