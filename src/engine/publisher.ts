import { Problem } from '../domain/problem';
import { createBackup, listBackups, type Backup } from '../storage/backups';
import { pruneCommands } from '../storage/queries/commands';
import { hasTasks } from '../storage/queries/tasks';
import type { Store } from '../storage/store';

const HARD_LOG_BYTES = 16 << 20;
const HARD_LOG_FRACTION = 0.25;
const IDLE_MS = 2_000;
const IDLE_MS_PER_MB = 200;
const RETRY_MS = 5_000;
const PUBLISH_ON_CLOSE_BYTES = 64 << 20;
/** The second backup of a store comes this long after its first; the steps double from there up to a day. */
const SHORTEST_MS = 10 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;
const KEEP_COMMANDS_MS = 7 * DAY_MS;

export interface PublisherDeps {
  readonly store: Store;
  readonly warn: (text: string) => void;
  /** A publish failed in a way that closed the store; whoever owns it has to open it again. */
  readonly broken: (problem: Problem) => void;
}

/**
 * Decides when the log is folded into `state.db`: at once when it has grown large, after a pause in the work otherwise,
 * so that the file that other programs see stays fresh. A backup follows when one is due: a young store has much to lose and
 * nothing to fall back on, later one a day is enough (rule S10).
 */
export class Publisher {
  readonly #store: Store;
  readonly #warn: (text: string) => void;
  readonly #broken: (problem: Problem) => void;
  #timer: NodeJS.Timeout | undefined;
  #publishing: Promise<void> | undefined;
  #lastCommit = 0;
  #failedAt = 0;
  #stopped = false;

  constructor({ store, warn, broken }: PublisherDeps) {
    this.#store = store;
    this.#warn = warn;
    this.#broken = broken;
    // Whoever made the store may have ended before its first backup.
    this.#lastCommit = Date.now();
    this.#wakeAfter(this.#idleMs());
  }

  /** Whether a store of this size is folded at close; a larger one leaves its log, which the next open replays. */
  static publishesOnClose(store: Store): boolean {
    return store.bytes <= PUBLISH_ON_CLOSE_BYTES;
  }

  committed(): void {
    this.#lastCommit = Date.now();
    const { walBytes, bytes } = this.#store;
    const due = walBytes >= Math.max(HARD_LOG_BYTES, bytes * HARD_LOG_FRACTION);
    if (due && Date.now() - this.#failedAt > RETRY_MS) this.#publishQuietly();
    else this.#wakeAfter(this.#idleMs());
  }

  /** One at a time: whoever asks while a publish is on its way gets the end of that one. */
  publish(): Promise<void> {
    return (this.#publishing ??= this.#publish().finally(() => (this.#publishing = undefined)));
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #publish(): Promise<void> {
    try {
      await this.#store.publish();
    } catch (error) {
      if (this.#store.isClosed && !this.#stopped) this.#broken(Problem.from(error));
      throw error;
    }
    await this.#backUpQuietly(isDue);
  }

  #backUpQuietly(wanted: (backups: readonly Backup[]) => boolean): Promise<void> {
    return this.#backUpIf(wanted).catch((error: unknown) => {
      this.#warn(`No backup could be made, and it will be tried again: ${String(error)}`);
    });
  }

  #idleMs(): number {
    return Math.max(IDLE_MS, (this.#store.bytes / (1 << 20)) * IDLE_MS_PER_MB);
  }

  #wakeAfter(ms: number): void {
    if (this.#stopped || this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#isOver()) return;
      const rest = this.#lastCommit + this.#idleMs() - Date.now();
      if (rest > 0) this.#wakeAfter(rest);
      else if (this.#store.walBytes > 0) this.#publishQuietly();
      else void this.#backUpQuietly(isFirst);
    }, ms).unref();
  }

  #publishQuietly(): void {
    this.publish().catch((error: unknown) => {
      this.#failedAt = Date.now();
      this.#warn(`The store could not be published and will be tried again: ${String(error)}`);
      this.#wakeAfter(RETRY_MS);
    });
  }

  #isOver(): boolean {
    return this.#stopped || this.#store.isClosed;
  }

  async #backUpIf(wanted: (backups: readonly Backup[]) => boolean): Promise<void> {
    const backups = (await listBackups(this.#store.layout)).filter(({ rescued }) => !rescued);
    if (this.#isOver() || !wanted(backups) || !this.#store.read(hasTasks)) return;
    const now = Date.now();
    await createBackup(this.#store, 'regular', new Date(now));
    if (this.#isOver()) return;
    this.#store.commit([() => pruneCommands(this.#store.connection, now - KEEP_COMMANDS_MS)]);
  }
}

const isFirst = (backups: readonly Backup[]): boolean => backups.length === 0;

/** Newest first. */
function isDue(backups: readonly Backup[]): boolean {
  const [newest, oldest] = [backups[0], backups.at(-1)];
  if (!newest || !oldest) return true;
  const step = Math.max(SHORTEST_MS, newest.at - oldest.at);
  return Date.now() - newest.at >= Math.min(DAY_MS, step);
}
