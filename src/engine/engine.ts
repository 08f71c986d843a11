import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { calledOff } from '../domain/calledOff';
import { Problem } from '../domain/problem';
import { Scratch } from '../storage/scratch';
import type { StoreLayout } from '../storage/layout';
import { loadRuntime } from '../storage/sqlite/runtime';
import { Vfs } from '../storage/sqlite/vfs';
import { Workspace } from '../workspace/workspace';
import type { ConfigPlace } from '../workspace/files/configFolder';
import type { Caller } from './calls';
import { elect, type Leadership } from './election';
import { answerQuery, looksAtDisk, prepareQuery } from './execution';
import { FileAnswers } from './fileAnswers';
import { Follower } from './follower';
import { Leader } from './leader';
import { OwnerNote } from './owner';
import { storeIsPresent, whenStoreAppears } from './presence';
import type { EngineOptions, Notice, OwnRequest, ReadRequest, Reply, RequestToAnswer, WindowMessage } from './protocol';
import { Refusal } from './refusal';
import type { Sqlite } from './storeKeeper';

const PATIENCE_MS = 5_000;
const COURTESY_MS = 25;
/** Time for the other process to take the lead before the one that made way looks for a leader. */
const MAKE_WAY_MS = 50;

/** Where requests go. One value, so that a place that was just lost is never taken for a folder without a store. */
type Place = 'absent' | 'joining' | 'closed' | Leader | Follower | Refusal;

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
  readonly #config: ConfigPlace;
  readonly #files: FileAnswers;
  readonly #post: (message: Reply | Notice) => void;
  readonly #workspace: Workspace;
  readonly #ending = new AbortController();
  readonly #self: Caller;
  #window: WindowMessage | undefined;
  #sqlite: Promise<Sqlite> | undefined;
  #scratch: Promise<Scratch> | undefined;
  #place: Place = 'absent';
  /** How often a place was looked for. What comes before the client has heard of the latest is dropped, to keep its order. */
  #round = 0;
  #heardRound = 0;
  /** Has not been let in yet; the leader may be stopped or busy. */
  #knocking: Follower | undefined;
  #stopWatching: (() => void) | undefined;

  constructor(options: EngineOptions, layout: StoreLayout, post: (message: Reply | Notice) => void) {
    this.#options = options;
    this.#layout = layout;
    this.#config = { folder: options.folder, configDir: options.configDir };
    this.#files = new FileAnswers(this.#config);
    this.#post = post;
    this.#self = { door: options.door, send: post };
    this.#workspace = new Workspace(options.folder, options.door === 'host');
  }

  start(): void {
    if (storeIsPresent(this.#layout)) {
      this.#join();
      return;
    }
    this.#post({ kind: 'status', status: { state: 'absent' } });
    this.#stopWatching = whenStoreAppears(this.#layout, () => this.#join());
  }

  handle(request: OwnRequest): void {
    if (request.kind === 'files') {
      this.#files.answer(request, (reply) => this.#post(reply));
      return;
    }
    const place = this.#place;
    if (request.kind === 'window') {
      this.#window = request;
      this.#workspace.ownWindowSays(request);
      if (place instanceof Follower) place.send(request);
      return;
    }
    if (this.#heardRound !== this.#round) return;
    if (place instanceof Leader) place.submit(request, this.#self);
    else if (place instanceof Follower) place.send(request);
    else if (request.kind === 'cancel') return;
    else if (place instanceof Refusal) this.#handleRefused(request, place);
    else if (place === 'absent') this.#handleAbsent(request);
  }

  /** The client is about to send everything again that is unanswered, in its order. */
  heard(round: number): void {
    this.#heardRound = round;
  }

  async close(): Promise<void> {
    const place = this.#place;
    this.#place = 'closed';
    this.#ending.abort();
    this.#stopWatching?.();
    if (place instanceof Leader) await place.close();
    if (place instanceof Follower) place.close();
    this.#knocking?.close();
    this.#post({ kind: 'status', status: { state: 'closed' } });
  }

  #handleRefused(request: RequestToAnswer, refusal: Refusal): void {
    if (refusal.isWorthARetry(request)) this.#join();
    else this.#post({ id: request.id, ok: false, problem: refusal.problem.toData() });
  }

  /** Nothing is kept here yet: a question has an empty answer, a change creates the store. */
  #handleAbsent(request: RequestToAnswer): void {
    if (request.kind === 'execute') {
      // What was called off before there was a store does not make one.
      if (request.cancelled !== true || storeIsPresent(this.#layout)) this.#join();
      else this.#post({ id: request.id, ok: false, problem: calledOff().toData() });
      return;
    }
    if (request.kind === 'control') {
      this.#post({ id: request.id, ok: true, value: null });
      return;
    }
    this.#scratch ??= this.#loadSqlite().then(({ runtime }) => new Scratch(runtime));
    this.#scratch
      .then(async (scratch) => this.#answerFrom(scratch, request, await this.#lookFrom(scratch, request)))
      .catch((error: unknown) => this.#post({ id: request.id, ok: false, problem: Problem.from(error).toData() }));
  }

  /**
   * Another process may have created the store since, and acknowledged what this question asks for, before its word
   * reaches us. So each answer looks for itself; a question that is not answered is sent again (rule E11).
   */
  #answerFrom({ connection }: Scratch, request: ReadRequest, found: unknown): void {
    if (this.#place !== 'absent') return;
    if (storeIsPresent(this.#layout)) this.#join();
    else this.#post({ id: request.id, ok: true, value: answerQuery(connection, request, { found }) });
  }

  async #lookFrom({ connection }: Scratch, request: ReadRequest): Promise<unknown> {
    if (!looksAtDisk(request)) return undefined;
    const { signal } = this.#ending;
    const bench = { workspace: this.#workspace, signal, closing: signal, progress: () => undefined };
    return prepareQuery(request, { ...bench, read: (look) => look(connection) });
  }

  /** `before` is what to wait for first; requests that come meanwhile are sent again like all others. */
  #join(before: Promise<void> = Promise.resolve()): void {
    if (this.#place === 'joining' || this.#place === 'closed') return;
    this.#place = 'joining';
    const round = ++this.#round;
    this.#stopWatching?.();
    this.#post({ kind: 'status', status: { state: 'opening' } });
    before
      .then(() => this.#attach())
      .catch((error: unknown) => this.#refuse(Refusal.explain(error, this.#layout.folder)))
      .finally(() => this.#post({ kind: 'resend', round }));
  }

  /** Holds elections until one ends with a place: at the head, or with a leader that lets us in or says why not. */
  async #attach(): Promise<void> {
    while (!this.#isClosed()) {
      const result = await elect(this.#layout.run);
      if (this.#isClosed()) {
        if (result.role === 'leader') result.server.close();
        else result.socket.destroy();
        return;
      }
      if (result.role === 'leader') return this.#lead(result);
      if (await this.#follow(result.socket)) return;
    }
  }

  /** Ends when the store is open or cannot be; until then requests wait with the leader. */
  #lead(leadership: Leadership): Promise<void> {
    const leader = new Leader({
      leadership,
      folder: this.#layout.folder,
      version: this.#options.version,
      door: this.#options.door,
      hostKey: this.#options.hostKey,
      sqlite: () => this.#loadSqlite(),
      config: this.#config,
      notify: (notice) => this.#post(notice),
      workspace: this.#workspace,
      lost: () => this.#letGo(leader),
    });
    this.#place = leader;
    return leader.start();
  }

  /** Another process leads, or is about to. */
  #letGo(leader: Leader): void {
    leader.abandon();
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
        // A process lets windows go first: it would have to make way for one anyway.
        if (this.#place === follower) this.#join(this.#options.door === 'process' ? delay(COURTESY_MS) : undefined);
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
    if (answer instanceof Problem) this.#refuse(new Refusal(answer));
    else {
      this.#place = follower;
      if (this.#window) follower.send(this.#window);
    }
    return true;
  }

  #isClosed(): boolean {
    return this.#place === 'closed';
  }

  #refuse(refusal: Refusal): void {
    if (this.#isClosed()) return;
    const { problem } = refusal;
    this.#place = refusal;
    this.#post({ kind: 'log', level: 'error', text: `${problem.code}: ${problem.message}` });
    this.#post({ kind: 'status', status: { state: 'problem', problem: problem.toData(), backups: [] } });
  }

  #loadSqlite(): Promise<Sqlite> {
    return (this.#sqlite ??= readFile(this.#options.wasmFile)
      .then((wasm) => loadRuntime(Uint8Array.from(wasm)))
      .then((runtime) => ({ runtime, vfs: new Vfs(runtime) })));
  }
}
