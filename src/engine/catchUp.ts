import { dirname } from 'node:path/posix';
import { MOST_CHANGES, MOST_FOLDERS } from '../orchestrator/commands/files';
import { commands, type CommandInput, type CommandOutput } from '../orchestrator/registry';
import { ownRequest } from './ownRequest';
import type { Reply } from './protocol';
import type { CommandQueue } from './commandQueue';

/** Between two pages everybody else has a turn. */
const PAUSE_MS = 5;
const AGAIN_MS = 60_000;
/** A window tells of changes only once its watcher is ready, which in a large folder takes seconds after it has opened. */
const WATCHER_MS = 10_000;

/**
 * A round: what tasks answer for, page by page, then a search for what is new, and what that has found is told, as much at once
 * as a watcher tells.
 */
type Step =
  | { readonly name: 'files.catchUp'; readonly input: CommandInput<'files.catchUp'> }
  | { readonly name: 'files.seek' }
  | { readonly name: 'files.observe'; readonly changes: CommandInput<'files.observe'>['changes'] };

const FIRST: Step = { name: 'files.catchUp', input: { after: '' } };

/**
 * Looks at all that tasks answer for, and for what is new to those that are worked on, for what has changed while nobody watched:
 * at the start, once more when a watcher should be ready, and whenever changes may have gone unseen since. Only who leads does,
 * so however many windows open, it is done once.
 */
export class CatchUp {
  readonly #queue: CommandQueue;
  readonly #info: (text: string) => void;
  readonly #warn: (text: string) => void;
  /** In which there was a storm, and may be files that nobody has told of. */
  readonly #folders = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #hasBegun = false;
  #isWatched = false;
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

  #later(step: Step, ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#isOver) this.#timer = setTimeout(() => this.#look(step), ms).unref();
  }

  #look(step: Step): void {
    if (this.#began === 0) this.#began = performance.now();
    const round = this.#round;
    const reply = (reply: Reply): void => {
      if (round === this.#round) this.#heard(step, reply);
    };
    this.#queue.add(ownRequest(step.name, this.#inputOf(step)), 'engine', { reply });
  }

  #inputOf(step: Step): CommandInput<Step['name']> {
    switch (step.name) {
      case 'files.catchUp':
        return step.input;
      case 'files.seek':
        return { folders: this.#stormy() };
      case 'files.observe':
        return { changes: step.changes.slice(0, MOST_CHANGES) };
    }
  }

  /** A storm in more folders than these was all over the place. */
  #stormy(): string[] {
    return this.#folders.size > MOST_FOLDERS ? [''] : [...this.#folders];
  }

  #heard(step: Step, reply: Reply): void {
    if (!reply.ok) {
      this.#warn(`Files could not be looked at for changes: ${reply.problem.message}`);
      this.#later(step, AGAIN_MS);
      return;
    }
    const next = this.#after(step, reply.value);
    if (next) this.#later(next, PAUSE_MS);
    else this.#end();
  }

  #after(step: Step, value: unknown): Step | undefined {
    switch (step.name) {
      case 'files.catchUp': {
        const { looked, next } = commands[step.name].output.parse(value);
        this.#looked += looked;
        if (next !== null) return { name: step.name, input: { after: next } };
        return { name: 'files.seek' };
      }
      case 'files.seek':
        return this.#sought(commands[step.name].output.parse(value));
      case 'files.observe':
        return toTell(step.changes.slice(MOST_CHANGES));
    }
  }

  #sought({ changes, looked, isWhole }: CommandOutput<'files.seek'>): Step | undefined {
    this.#looked += looked;
    if (!isWhole)
      this.#info(
        'There are more files than could be looked through for new ones; a task answers for them once it claims them.',
      );
    return toTell(changes);
  }

  #end(): void {
    this.#folders.clear();
    const took = Math.round(performance.now() - this.#began);
    if (this.#looked > 0) this.#info(`Looked at ${this.#looked} files for changes that nobody told of, in ${took} ms.`);
    this.#looked = 0;
    this.#began = 0;
    if (this.#isWatched) return;
    this.#isWatched = true;
    this.#later(FIRST, WATCHER_MS);
  }
}

const toTell = (changes: CommandInput<'files.observe'>['changes']): Step | undefined =>
  changes.length === 0 ? undefined : { name: 'files.observe', changes };
