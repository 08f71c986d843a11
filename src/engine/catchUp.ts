import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path/posix';
import { MOST_FOLDERS } from '../orchestrator/commands/files';
import { commands } from '../orchestrator/registry';
import type { Reply } from './protocol';
import type { CommandQueue } from './commandQueue';

/** Between two pages everybody else has a turn. */
const PAUSE_MS = 5;
const AGAIN_MS = 60_000;

/** A page of a round: what tasks answer for comes first, then what is new where a storm was. */
interface Page {
  readonly name: 'files.catchUp' | 'files.seek';
  readonly after: string;
}

const FIRST: Page = { name: 'files.catchUp', after: '' };

/**
 * Looks at all that tasks answer for, for what has changed while nobody watched: once at the start, and whenever changes may
 * have gone unseen since. Only who leads does, so however many windows open, it is done once.
 */
export class CatchUp {
  readonly #queue: CommandQueue;
  readonly #info: (text: string) => void;
  readonly #warn: (text: string) => void;
  /** In which there was a storm, and may be files that nobody has told of. */
  readonly #folders = new Set<string>();
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
    this.#later(FIRST, afterMs);
  }

  /** From the beginning, once nobody has asked for it for so long; the look at the start, which is yet to come, would do. */
  again(paths: readonly string[], afterMs: number): void {
    for (const path of paths) this.#folders.add(dirname(path));
    if (!this.#hasBegun) return;
    this.#round++;
    this.#looked = 0;
    this.#began = 0;
    this.#later(FIRST, afterMs);
  }

  stop(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  #later(page: Page, ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#isOver) this.#timer = setTimeout(() => this.#look(page), ms).unref();
  }

  #look(page: Page): void {
    if (this.#began === 0) this.#began = performance.now();
    const { name, after } = page;
    const input = name === 'files.seek' ? { folders: this.#stormy(), after } : { after };
    const request = { kind: 'execute', id: 0, input, commandId: `duty:${randomUUID()}`, actor: 'system' } as const;
    const round = this.#round;
    const reply = (reply: Reply): void => {
      if (round === this.#round) this.#heard(page, reply);
    };
    this.#queue.add({ ...request, name }, 'engine', { reply });
  }

  /** A storm in more folders than these was all over the place. */
  #stormy(): string[] {
    return this.#folders.size > MOST_FOLDERS ? [''] : [...this.#folders];
  }

  #heard(page: Page, reply: Reply): void {
    if (!reply.ok) {
      this.#warn(`Files could not be looked at for changes: ${reply.problem.message}`);
      this.#later(page, AGAIN_MS);
      return;
    }
    const { name } = page;
    const { looked, next } = commands[name].output.parse(reply.value);
    this.#looked += looked;
    if (next !== null) this.#later({ name, after: next }, PAUSE_MS);
    else if (name === 'files.catchUp' && this.#folders.size > 0)
      this.#later({ name: 'files.seek', after: '' }, PAUSE_MS);
    else this.#end(reply);
  }

  #end({ value }: Reply & { ok: true }): void {
    this.#folders.clear();
    const sought = commands['files.seek'].output.safeParse(value);
    if (sought.success && !sought.data.isWhole)
      this.#info(
        'There are more files than could be looked through for new ones; a task answers for them once it claims them.',
      );
    if (this.#looked === 0) return;
    const took = Math.round(performance.now() - this.#began);
    this.#info(`Looked at ${this.#looked} files for changes that nobody told of, in ${took} ms.`);
  }
}
