import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Problem } from '../domain/problem';
import { Scratch } from '../storage/scratch';
import type { StoreLayout } from '../storage/layout';
import { loadRuntime } from '../storage/sqlite/runtime';
import { Vfs } from '../storage/sqlite/vfs';
import { ioProblem } from '../storage/failure';
import { errorCode } from '../storage/files';
import { elect, type Leadership } from './election';
import { answerQuery } from './execution';
import { Follower } from './follower';
import { Leader, type Sqlite } from './leader';
import { OwnerNote } from './owner';
import { mayHavePassed } from './patience';
import { storeIsPresent, whenStoreAppears } from './presence';
import type { EngineOptions, Notice, Reply, Request } from './protocol';

const PATIENCE_MS = 5_000;
const COURTESY_MS = 25;
/** Time for the other process to take the lead before the one that made way looks for a leader. */
const MAKE_WAY_MS = 50;

/**
 * One process's end of a store: absent until there is one, then leader or follower, and back to an election whenever the
 * leader dies. Whoever calls it never needs to know which.
 *
 * Requests that arrive while nobody leads are dropped: the client keeps all that is unanswered and sends it again as soon
 * as it hears `resend`. One mechanism serves a leader's death, a lost place and a start that takes time (rule E4).
 */
export class Engine {
  readonly #options: EngineOptions;
  readonly #layout: StoreLayout;
  readonly #post: (message: Reply | Notice) => void;
  #sqlite: Promise<Sqlite> | undefined;
  #scratch: Promise<Scratch> | undefined;
  #leader: Leader | undefined;
  #follower: Follower | undefined;
  /** Has not been let in yet; the leader may be stopped or busy. */
  #knocking: Follower | undefined;
  #problem: Problem | undefined;
  #failedAt = 0;
  #joining = false;
  #stopWatching: (() => void) | undefined;
  #closed = false;

  constructor(options: EngineOptions, layout: StoreLayout, post: (message: Reply | Notice) => void) {
    this.#options = options;
    this.#layout = layout;
    this.#post = post;
  }

  start(): void {
    if (storeIsPresent(this.#layout)) {
      this.#join();
      return;
    }
    this.#post({ kind: 'status', status: { state: 'absent' } });
    this.#stopWatching = whenStoreAppears(this.#layout, () => this.#join());
  }

  handle(request: Request): void {
    if (this.#closed) return;
    if (this.#leader) this.#leader.submit(request, this.#options.door, (reply) => this.#post(reply));
    else if (this.#follower) this.#follower.send(request);
    else if (this.#joining) return;
    else if (!this.#problem) this.#handleAbsent(request);
    else if (this.#isWorthARetry(request, this.#problem)) this.#join();
    else this.#post({ id: request.id, ok: false, problem: this.#problem.toData() });
  }

  #isWorthARetry(request: Request, problem: Problem): boolean {
    if (request.kind === 'control') return request.action === 'retry';
    return request.kind === 'execute' && mayHavePassed(problem.code, this.#failedAt);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopWatching?.();
    await this.#leader?.close();
    this.#follower?.close();
    this.#knocking?.close();
    this.#post({ kind: 'status', status: { state: 'closed' } });
  }

  /** Nothing is kept here yet: a question has an empty answer, a change creates the store. */
  #handleAbsent(request: Request): void {
    if (request.kind === 'execute') {
      this.#join();
      return;
    }
    if (request.kind === 'control') {
      this.#post({ id: request.id, ok: true, value: null });
      return;
    }
    this.#scratch ??= this.#loadSqlite().then(({ runtime }) => new Scratch(runtime));
    this.#scratch
      .then(({ connection }) => this.#post({ id: request.id, ok: true, value: answerQuery(connection, request) }))
      .catch((error: unknown) => this.#post({ id: request.id, ok: false, problem: Problem.from(error).toData() }));
  }

  /** `before` is what to wait for first; requests that come meanwhile are sent again like all others. */
  #join(before: Promise<void> = Promise.resolve()): void {
    if (this.#joining || this.#closed) return;
    this.#joining = true;
    this.#problem = undefined;
    this.#leader = undefined;
    this.#follower = undefined;
    this.#stopWatching?.();
    this.#post({ kind: 'status', status: { state: 'opening' } });
    before
      .then(() => this.#attach())
      .catch((error: unknown) => this.#refuse(explain(error, this.#layout.folder)))
      .finally(() => {
        this.#joining = false;
        this.#post({ kind: 'resend' });
      });
  }

  /** Holds elections until one ends with a place: at the head, or with a leader that lets us in or says why not. */
  async #attach(): Promise<void> {
    while (!this.#closed) {
      const result = await elect(this.#layout.run);
      if (this.#isClosed()) {
        if (result.role === 'leader') result.server.close();
        else result.socket.destroy();
        return;
      }
      if (await (result.role === 'leader' ? this.#lead(result) : this.#follow(result.socket))) return;
    }
  }

  /** Whether we lead, now that the store is open or cannot be; meanwhile our place may have been lost. */
  async #lead(leadership: Leadership): Promise<boolean> {
    const leader = new Leader({
      leadership,
      folder: this.#layout.folder,
      version: this.#options.version,
      door: this.#options.door,
      hostKey: this.#options.hostKey,
      sqlite: () => this.#loadSqlite(),
      notify: (notice) => this.#post(notice),
      lost: () => this.#letGo(leader),
    });
    this.#leader = leader;
    await leader.start();
    if (!leader.isOver) return true;
    await delay(MAKE_WAY_MS);
    return false;
  }

  /** Another process leads, or is about to; an election that is still going on finds out by itself. */
  #letGo(leader: Leader): void {
    leader.abandon();
    this.#leader = undefined;
    this.#join(delay(MAKE_WAY_MS));
  }

  /** Whether the matter is settled: the leader let us in, or said why it will not. */
  async #follow(socket: Socket): Promise<boolean> {
    const follower = new Follower({
      socket,
      version: this.#options.version,
      door: this.#options.door,
      hostKey: this.#options.hostKey,
      reply: (reply) => this.#post(reply),
      notify: (notice) => this.#post(notice),
      gone: () => {
        if (this.#follower !== follower) return;
        this.#follower = undefined;
        // A process lets windows go first: it would have to make way for one anyway.
        this.#join(this.#options.door === 'process' ? delay(COURTESY_MS) : undefined);
      },
    });
    const impatience = setTimeout(() => {
      const pid = OwnerNote.pidIn(this.#layout.run);
      this.#post({ kind: 'status', status: { state: 'opening', ...(pid === undefined ? {} : { waitingFor: pid }) } });
    }, PATIENCE_MS);
    this.#knocking = follower;
    const answer = await follower.start();
    this.#knocking = undefined;
    clearTimeout(impatience);
    if (this.#isClosed()) {
      follower.close();
      return true;
    }
    if (answer === 'gone') return false;
    if (answer instanceof Problem) this.#refuse(answer);
    else this.#follower = follower;
    return true;
  }

  #isClosed(): boolean {
    return this.#closed;
  }

  #refuse(refusal: Problem): void {
    this.#problem = refusal;
    this.#failedAt = Date.now();
    this.#leader = undefined;
    this.#post({ kind: 'log', level: 'error', text: `${refusal.code}: ${refusal.message}` });
    this.#post({ kind: 'status', status: { state: 'problem', problem: refusal.toData(), backups: [] } });
  }

  #loadSqlite(): Promise<Sqlite> {
    return (this.#sqlite ??= readFile(this.#options.wasmFile)
      .then((wasm) => loadRuntime(Uint8Array.from(wasm)))
      .then((runtime) => ({ runtime, vfs: new Vfs(runtime) })));
  }
}

function explain(error: unknown, folder: string): Problem {
  const code = errorCode(error);
  if (code === undefined) return Problem.from(error);
  if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS' && code !== 'ENOTDIR') return ioProblem(error);
  const detail = error instanceof Error ? error.message : '';
  return new Problem(
    'store_io',
    `${folder} cannot be written: ${detail}.`,
    'Make the folder writable, then try again.',
    {
      cause: error,
    },
  );
}
