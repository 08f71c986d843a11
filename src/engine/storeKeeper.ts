import { Problem } from '../domain/problem';
import { listBackups, restoreBackup, setAside } from '../storage/backups';
import { ioProblem } from '../storage/failure';
import { errorCode, type StoreFiles } from '../storage/files';
import type { StoreLayout } from '../storage/layout';
import { openStore } from '../storage/openStore';
import type { SqliteRuntime } from '../storage/sqlite/runtime';
import type { Vfs } from '../storage/sqlite/vfs';
import type { Store } from '../storage/store';
import { OwnerNote } from './owner';
import { mayHavePassed } from './patience';
import type { ControlRequest, StoreStatus } from './protocol';
import { Publisher } from './publisher';
import { RemovalWatch } from './removalWatch';

export interface Sqlite {
  readonly runtime: SqliteRuntime;
  readonly vfs: Vfs;
}

export interface StoreKeeperDeps {
  readonly layout: StoreLayout;
  readonly version: string;
  readonly sqlite: () => Promise<Sqlite>;
  /** Where the store lies, if not on the disk itself. */
  readonly files: StoreFiles | undefined;
  /** What has to be ready before there is a store. Never rejects. */
  readonly beforeOpening: () => Promise<void>;
  /** An earlier leader may still live for a moment, with the log open. */
  readonly predecessorIsUnknown: boolean;
  /** Whether our place at the head still is ours. */
  readonly isMine: () => boolean;
  /** Somebody else leads now, or nobody can tell. */
  readonly lost: () => void;
  readonly announce: (status: StoreStatus) => void;
  /** The store is open, or cannot be. */
  readonly settled: () => void;
  readonly log: (level: 'info' | 'warn' | 'error', text: string) => void;
}

/** Opens the leader's store, opens it again after a failure, and repairs it; always one of these at a time. */
export class StoreKeeper {
  readonly #deps: StoreKeeperDeps;
  readonly #layout: StoreLayout;
  readonly #owner: OwnerNote;
  #store: Store | undefined;
  #publisher: Publisher | undefined;
  #watch: RemovalWatch | undefined;
  #status: StoreStatus = { state: 'opening' };
  /** The store is being opened: at the start, again after a failure, or after a repair. Never rejects. */
  #opening: Promise<void> | undefined;
  #failedAt = 0;
  /** A commit or a publish has failed since the store was last opened, or another leader may hold the log's file. */
  #distrustLog: boolean;
  #closed = false;

  constructor(deps: StoreKeeperDeps) {
    this.#deps = deps;
    this.#layout = deps.layout;
    this.#distrustLog = deps.predecessorIsUnknown;
    this.#owner = new OwnerNote(deps.layout.run, deps.version);
  }

  get status(): StoreStatus {
    return this.#status;
  }

  get isOpen(): boolean {
    return this.#store !== undefined;
  }

  /** Resolves when no opening and no repair is on its way. */
  async whenSettled(): Promise<void> {
    await this.#opening;
  }

  /** Whoever comes meanwhile waits for this one to end. */
  open(): Promise<void> {
    return (this.#opening ??= this.#thenGoOn(this.#tryToOpen()));
  }

  /** The store for a question; throws why there is none. */
  usable(): Store {
    if (this.#store && this.#status.state === 'ready') return this.#store;
    if (this.#status.state === 'problem') throw Problem.fromData(this.#status.problem);
    throw new Problem('engine_unavailable', 'The store is just being opened.', 'Try again in a moment.');
  }

  /** The store for a change, or nothing while it is being opened, which this call may start. Throws why there is none. */
  storeToWrite(): Store | undefined {
    if (this.#closed || this.#opening) return undefined;
    if (this.#status.state !== 'problem') return this.#store;
    const { problem } = this.#status;
    if (!mayHavePassed(problem.code, this.#failedAt)) throw Problem.fromData(problem);
    void this.open();
    return undefined;
  }

  committed(): void {
    this.#publisher?.committed();
  }

  async publish(): Promise<void> {
    this.usable();
    await this.#publisher?.publish();
  }

  /**
   * Lets go of a store that has failed. Answers whether it is for us to open it again: what waits then waits on;
   * otherwise it is sent again to the next leader.
   */
  letGo(problem: Problem): boolean {
    if (this.#closed) return false;
    this.#stopWork();
    this.#store = undefined;
    this.#distrustLog = true;
    if (!this.#isMine()) {
      this.#deps.lost();
      return false;
    }
    this.#deps.log('warn', `The store is opened again after a failure: ${problem.message}`);
    return true;
  }

  /** The store stays closed; a person has to look at it. */
  giveUp(problem: Problem): void {
    this.#setStatus({ state: 'opening' });
    this.#opening = this.#thenGoOn(this.#fail(problem));
  }

  /** For everybody else the store is being opened meanwhile; so is it for the same request, sent a second time. */
  async repair(request: ControlRequest): Promise<void> {
    if (this.#status.state !== 'problem') return;
    const repair = this.#tryToRepair(request);
    this.#opening = this.#thenGoOn(repair.catch(() => undefined));
    await repair;
    // Still a problem? Then whoever asked is told which.
    this.usable();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopWork();
    await this.#opening;
    try {
      if (this.#store) this.#store.close({ publish: Publisher.publishesOnClose(this.#store) });
    } catch (error) {
      // Everything acknowledged is in the log; the next open replays it.
      this.#deps.log('warn', `The store was closed without publishing: ${String(error)}`);
    }
    this.#owner.release();
  }

  /** Lets go at once, without writing. */
  abandon(): void {
    this.#closed = true;
    this.#stopWork();
    this.#store?.abandon();
    this.#owner.release();
  }

  #thenGoOn(work: Promise<void>): Promise<void> {
    return work.finally(() => {
      this.#opening = undefined;
      this.#deps.settled();
    });
  }

  async #tryToOpen(): Promise<void> {
    this.#setStatus({ state: 'opening' });
    const { sqlite, files, beforeOpening } = this.#deps;
    try {
      await beforeOpening();
      if (this.#isClosed()) return;
      await this.#owner.claim();
      const { runtime, vfs } = await sqlite();
      if (this.#isClosed()) return;
      const store = await openStore({
        folder: this.#layout.folder,
        runtime,
        vfs,
        ...(files && { files }),
        distrustLog: this.#distrustLog,
        fence: () => {
          if (!this.#isMine()) throw new Error('another process leads now');
        },
      });
      if (this.#isClosed()) store.abandon();
      else this.#use(store);
    } catch (error) {
      await this.#fail(error);
    }
  }

  #use(store: Store): void {
    this.#store = store;
    this.#distrustLog = false;
    this.#publisher = new Publisher({
      store,
      warn: (text) => this.#deps.log('warn', text),
      broken: (problem) => this.#openAgain(problem),
    });
    this.#watch = new RemovalWatch(store, () => this.#openAgain(store.leaveRemoved()));
    this.#setStatus({ state: 'ready', role: 'leader', notices: this.#noticesOf(store) });
  }

  #openAgain(problem: Problem): void {
    if (this.letGo(problem)) void this.open();
  }

  #stopWork(): void {
    this.#publisher?.stop();
    this.#watch?.stop();
  }

  #noticesOf(store: Store): string[] {
    const notices = store.setAside.map(
      (path) => `state.db was replaced; the log of the other one was kept as ${path}.`,
    );
    if (store.hasRescued)
      notices.push(`What a store held that was removed while in use is kept in ${this.#layout.rescue}.`);
    return notices;
  }

  async #fail(error: unknown): Promise<void> {
    const problem = errorCode(error) === undefined ? Problem.from(error) : ioProblem(error);
    const stack = problem.cause instanceof Error ? (problem.cause.stack ?? '') : '';
    this.#deps.log('error', `${problem.code}: ${problem.message} ${stack}`);
    const backups = await listBackups(this.#layout).catch(() => []);
    this.#failedAt = Date.now();
    this.#setStatus({ state: 'problem', problem: problem.toData(), backups });
  }

  async #tryToRepair(request: ControlRequest): Promise<void> {
    const before = this.#status;
    this.#setStatus({ state: 'opening' });
    try {
      if (request.action === 'restore') {
        const { vfs } = await this.#deps.sqlite();
        await restoreBackup(vfs, this.#layout, request.backup ?? '', new Date());
      } else if (request.action === 'startEmpty') {
        const kept = await setAside(this.#layout, new Date());
        this.#deps.log('info', `The store was set aside in ${kept}.`);
      }
    } catch (error) {
      this.#setStatus(before);
      throw error;
    }
    await this.#tryToOpen();
  }

  #isClosed(): boolean {
    return this.#closed;
  }

  #isMine(): boolean {
    try {
      return !this.#owner.isTakenOver && this.#deps.isMine();
    } catch {
      // The folder with the sockets is gone, and our place with it.
      return false;
    }
  }

  #setStatus(status: StoreStatus): void {
    this.#status = status;
    this.#deps.announce(status);
  }
}
