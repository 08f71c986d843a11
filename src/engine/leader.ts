import { Problem, type ProblemData } from '../domain/problem';
import { listBackups, restoreBackup, setAside } from '../storage/backups';
import { StoreLayout } from '../storage/layout';
import { openStore } from '../storage/openStore';
import { ioProblem } from '../storage/failure';
import { errorCode, type StoreFiles } from '../storage/files';
import type { SqliteRuntime } from '../storage/sqlite/runtime';
import type { Vfs } from '../storage/sqlite/vfs';
import type { Outcome, Store } from '../storage/store';
import { Doorway } from './doorway';
import type { Leadership } from './election';
import { Effects } from './effects';
import { answerQuery, executeOnce } from './execution';
import { OwnerNote } from './owner';
import type {
  ControlRequest,
  Door,
  ExecuteRequest,
  Notice,
  OwnDoor,
  ReadRequest,
  Reply,
  Request,
  StoreStatus,
} from './protocol';
import { Publisher } from './publisher';
import { mayHavePassed } from './patience';

const BATCH = 512;

const notAPerson = new Problem(
  'conflict',
  'Only a window of VS Code speaks for a person.',
  'Name yourself as an agent: agent:<client>/<run>.',
);

interface Queued {
  readonly request: ExecuteRequest;
  readonly reply: (reply: Reply) => void;
  attempts: number;
}

export interface Sqlite {
  readonly runtime: SqliteRuntime;
  readonly vfs: Vfs;
}

export interface LeaderDeps {
  readonly leadership: Leadership;
  readonly folder: string;
  readonly version: string;
  readonly door: OwnDoor;
  readonly hostKey: string | undefined;
  readonly sqlite: () => Promise<Sqlite>;
  readonly notify: (notice: Notice) => void;
  /** Where the store lies, if not on the disk itself. */
  readonly files?: StoreFiles;
  /** Somebody else leads now, is to lead, or nobody can tell; whoever owns this leader must let it go and look again. */
  readonly lost: () => void;
}

/** Owns the store: runs everybody's commands, many to a transaction, and tells everybody what changed. */
export class Leader {
  readonly #deps: LeaderDeps;
  readonly #layout: StoreLayout;
  readonly #owner: OwnerNote;
  readonly #doorway: Doorway;
  #store: Store | undefined;
  #publisher: Publisher | undefined;
  #status: StoreStatus = { state: 'opening' };
  #queue: Queued[] = [];
  /** Questions that came before the store was open. */
  #reads: { request: ReadRequest; reply: (reply: Reply) => void }[] = [];
  #flushing = false;
  /** The store is being opened: at the start, again after a failure, or after a repair. Never rejects. */
  #opening: Promise<void> | undefined;
  #failedAt = 0;
  /** A commit or a publish has failed since the store was last opened, or another leader may hold the log's file. */
  #distrustLog = false;
  #closed = false;
  #abandoned = false;

  constructor(deps: LeaderDeps) {
    this.#deps = deps;
    this.#layout = new StoreLayout(deps.folder);
    this.#distrustLog = deps.leadership.predecessorIsUnknown;
    this.#owner = new OwnerNote(this.#layout.run, deps.version);
    this.#doorway = new Doorway({
      server: deps.leadership.server,
      version: deps.version,
      door: deps.door,
      hostKey: deps.hostKey,
      makeWay: () => void this.#makeWay(),
      status: () => this.#status,
      submit: (request, door, reply) => this.submit(request, door, reply),
    });
  }

  start(): Promise<void> {
    return this.#open();
  }

  /** Runs a request of this process or, through a socket, of another; the reply may come much later, but comes once. */
  submit(request: Request, door: Door, reply: (reply: Reply) => void): void {
    switch (request.kind) {
      case 'execute':
        if (door === 'process' && request.actor.startsWith('human:')) {
          reply({ id: request.id, ok: false, problem: notAPerson.toData() });
          return;
        }
        this.#queue.push({ request, reply, attempts: 0 });
        this.#scheduleFlush();
        return;
      case 'read':
        if (this.#status.state === 'opening') this.#reads.push({ request, reply });
        else this.#answer(request, reply);
        return;
      case 'control':
        this.#control(request, door).then(
          () => reply({ id: request.id, ok: true, value: null }),
          (error: unknown) => {
            // What was interrupted because we let go is sent again to the next leader, which answers it.
            if (!this.#abandoned) reply({ id: request.id, ok: false, problem: Problem.from(error).toData() });
          },
        );
        return;
    }
  }

  /** Ends in order. Our place is given up last: whoever takes it opens the files at once. */
  async close(): Promise<void> {
    if (this.#closed) return;
    while (this.#store && this.#queue.length > 0) this.#flush();
    this.#closed = true;
    this.#publisher?.stop();
    await this.#opening;
    try {
      if (this.#store) this.#store.close({ publish: Publisher.publishesOnClose(this.#store) });
    } catch (error) {
      // Everything acknowledged is in the log; the next open replays it.
      this.#log('warn', `The store was closed without publishing: ${String(error)}`);
    }
    this.#leave();
  }

  /** Lets go at once, without writing: another process may lead already. */
  abandon(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#abandoned = true;
    this.#publisher?.stop();
    this.#store?.abandon();
    this.#leave();
  }

  /** Not in the middle of opening the store, whose files nobody else may touch then. */
  async #makeWay(): Promise<void> {
    await this.#opening;
    if (!this.#isClosed()) this.#deps.lost();
  }

  #leave(): void {
    this.#owner.release();
    this.#doorway.close();
  }

  /** Whoever comes meanwhile waits for this one to end. */
  #open(): Promise<void> {
    return (this.#opening ??= this.#thenGoOn(this.#tryToOpen()));
  }

  #thenGoOn(work: Promise<void>): Promise<void> {
    return work.finally(() => {
      this.#opening = undefined;
      this.#scheduleFlush();
    });
  }

  async #tryToOpen(): Promise<void> {
    this.#setStatus({ state: 'opening' });
    try {
      await this.#owner.claim();
      const sqlite = await this.#deps.sqlite();
      if (this.#isClosed()) return;
      const store = await openStore({
        folder: this.#layout.folder,
        ...sqlite,
        ...(this.#deps.files && { files: this.#deps.files }),
        distrustLog: this.#distrustLog,
        fence: () => {
          if (!this.#isMine()) throw new Error('another process leads now');
        },
      });
      if (this.#isClosed()) {
        store.abandon();
        return;
      }
      this.#store = store;
      this.#distrustLog = false;
      this.#publisher = new Publisher({
        store,
        warn: (text) => this.#log('warn', text),
        broken: (problem) => this.#recover([], problem),
      });
      this.#setStatus({ state: 'ready', role: 'leader', notices: this.#noticesOf(store) });
    } catch (error) {
      await this.#fail(error);
    }
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
    this.#log(
      'error',
      `${problem.code}: ${problem.message} ${problem.cause instanceof Error ? (problem.cause.stack ?? '') : ''}`,
    );
    const backups = await listBackups(this.#layout).catch(() => []);
    this.#failedAt = Date.now();
    this.#setStatus({ state: 'problem', problem: problem.toData(), backups });
    for (const { request, reply } of this.#queue.splice(0)) {
      reply({ id: request.id, ok: false, problem: problem.toData() });
    }
  }

  #scheduleFlush(): void {
    if (this.#flushing) return;
    this.#flushing = true;
    // One turn of the event loop gathers what all callers have sent by then: one sync serves them all.
    setImmediate(() => {
      this.#flushing = false;
      this.#flush();
    });
  }

  #flush(): void {
    if (this.#closed || this.#opening || this.#queue.length === 0) return;
    if (this.#status.state === 'problem') {
      const { problem } = this.#status;
      if (mayHavePassed(problem.code, this.#failedAt)) {
        void this.#open();
        return;
      }
      for (const { request, reply } of this.#queue.splice(0)) reply({ id: request.id, ok: false, problem });
      return;
    }
    const store = this.#store;
    if (!store) return;
    const batch = this.#queue.splice(0, BATCH);
    const effects = new Effects();
    const units = batch.map((queued) => () => executeOnce(store.connection, queued.request, effects));
    let outcomes: Outcome<unknown>[];
    try {
      outcomes = store.commit(units, () => effects.index(store.connection));
    } catch (error) {
      this.#recover(batch, Problem.from(error));
      return;
    }
    batch.forEach(({ request, reply }, index) => {
      const outcome = outcomes[index];
      if (outcome?.ok) reply({ id: request.id, ok: true, value: outcome.value });
      else reply({ id: request.id, ok: false, problem: this.#explain(outcome?.error) });
    });
    if (effects.changes.length > 0) this.#broadcast({ kind: 'changes', changes: effects.changes });
    this.#publisher?.committed();
    if (this.#queue.length > 0) this.#scheduleFlush();
  }

  /**
   * A commit failed and its outcome on disk is unknown. The store is read again from there and the batch is run once
   * more: what did reach the disk answers from its idempotency record, the rest takes effect now.
   */
  #recover(batch: Queued[], problem: Problem): void {
    if (this.#closed) return;
    this.#publisher?.stop();
    this.#store = undefined;
    this.#distrustLog = true;
    if (!this.#isMine()) {
      this.#deps.lost();
      return;
    }
    this.#log('warn', `The store is opened again after a failed commit: ${problem.message}`);
    const again: Queued[] = [];
    for (const item of batch) {
      if (++item.attempts > 1) item.reply({ id: item.request.id, ok: false, problem: problem.toData() });
      else again.push(item);
    }
    this.#queue.unshift(...again);
    if (problem.code === 'store_damaged' && again.length < batch.length) {
      // Read again from disk and damaged still: going on would carry the damage into the backups.
      this.#setStatus({ state: 'opening' });
      void this.#fail(problem);
    } else {
      void this.#open();
    }
  }

  async #control(request: ControlRequest, door: Door): Promise<void> {
    await this.#opening;
    if (request.action === 'publish') {
      this.#usableStore();
      await this.#publisher?.publish();
      return;
    }
    if (door !== 'host') {
      throw new Problem(
        'conflict',
        'Only a person can do this, in a window that has the folder open.',
        'Ask for it in VS Code.',
      );
    }
    if (this.#status.state !== 'problem') return;
    await this.#repair(request);
    // Still a problem? Then whoever asked is told which.
    this.#usableStore();
  }

  /** For everybody else the store is being opened meanwhile; so is it for the same request, sent a second time. */
  #repair(request: ControlRequest): Promise<void> {
    const repair = this.#tryToRepair(request);
    this.#opening = this.#thenGoOn(repair.catch(() => undefined));
    return repair;
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
        this.#log('info', `The store was set aside in ${kept}.`);
      }
    } catch (error) {
      this.#setStatus(before);
      throw error;
    }
    await this.#tryToOpen();
  }

  #answer(request: ReadRequest, reply: (reply: Reply) => void): void {
    try {
      const value = this.#usableStore().read((connection) => answerQuery(connection, request));
      reply({ id: request.id, ok: true, value });
    } catch (error) {
      reply({ id: request.id, ok: false, problem: this.#explain(error) });
    }
  }

  #usableStore(): Store {
    if (this.#store && this.#status.state === 'ready') return this.#store;
    if (this.#status.state === 'problem') throw Problem.fromData(this.#status.problem);
    throw new Problem('engine_unavailable', 'The store is just being opened.', 'Try again in a moment.');
  }

  #explain(error: unknown): ProblemData {
    const problem = Problem.from(error);
    if (problem.code === 'internal')
      this.#log('error', problem.cause instanceof Error ? (problem.cause.stack ?? '') : problem.message);
    return problem.toData();
  }

  #isClosed(): boolean {
    return this.#closed;
  }

  #isMine(): boolean {
    try {
      return !this.#owner.isTakenOver && this.#deps.leadership.isMine();
    } catch {
      // The folder with the sockets is gone, and our place with it.
      return false;
    }
  }

  #setStatus(status: StoreStatus): void {
    this.#status = status;
    this.#broadcast({ kind: 'status', status });
    if (status.state === 'opening') return;
    for (const { request, reply } of this.#reads.splice(0)) this.#answer(request, reply);
  }

  #broadcast(notice: Notice): void {
    this.#deps.notify(notice);
    this.#doorway.broadcast(notice);
  }

  #log(level: 'info' | 'warn' | 'error', text: string): void {
    this.#deps.notify({ kind: 'log', level, text });
  }
}
