import { calledOff } from '../domain/calledOff';
import { Problem, type ProblemData } from '../domain/problem';
import type { StoreFiles } from '../storage/files';
import { StoreLayout } from '../storage/layout';
import { admitControl } from './admission';
import type { Workspace } from '../workspace/workspace';
import type { ConfigPlace } from '../workspace/files/configFolder';
import { Calls, type Call, type Caller } from './calls';
import { CommandQueue } from './commandQueue';
import { ConfigFiles } from './configFiles';
import { Doorway } from './doorway';
import { Duties } from './duties';
import type { Leadership } from './election';
import { EvidenceDuties } from './evidenceDuties';
import { answerQuery, looksAtDisk, prepareCommand, prepareQuery, type Bench, type Through } from './execution';
import type {
  ControlRequest,
  Door,
  ExecuteRequest,
  Notice,
  OwnDoor,
  ReadRequest,
  Request,
  StoreStatus,
} from './protocol';
import { StoreKeeper, type Sqlite } from './storeKeeper';

export interface LeaderDeps {
  readonly leadership: Leadership;
  readonly folder: string;
  readonly version: string;
  readonly door: OwnDoor;
  readonly hostKey: string | undefined;
  readonly sqlite: () => Promise<Sqlite>;
  readonly notify: (notice: Notice) => void;
  /** The files that tasks are about. */
  readonly workspace: Workspace;
  /** Where roles and templates lie; without it only the built-in roles hold. */
  readonly config?: ConfigPlace;
  /** Where the store lies, if not on the disk itself. */
  readonly files?: StoreFiles;
  /** Somebody else leads now, is to lead, or nobody can tell; whoever owns this leader must let it go and look again. */
  readonly lost: () => void;
}

/** How often a preparation waits for the store to be opened again. */
const MOST_WAITS = 3;

const nobodyAsks = (): void => undefined;

/** Answers this process's requests and, through sockets, those of all others, and tells everybody what changed. */
export class Leader {
  readonly #deps: LeaderDeps;
  readonly #keeper: StoreKeeper;
  readonly #queue: CommandQueue;
  readonly #doorway: Doorway;
  readonly #duties: Duties;
  readonly #evidence: EvidenceDuties;
  readonly #config: ConfigFiles | undefined;
  /** Ends whatever is being prepared. */
  readonly #ending = new AbortController();
  /** Questions that came before the store was open. */
  #reads: { request: ReadRequest; call: Call }[] = [];
  readonly #calls = new Calls();
  #closed = false;
  #abandoned = false;

  constructor(deps: LeaderDeps) {
    this.#deps = deps;
    const { leadership, version, door, hostKey, sqlite, files, lost } = deps;
    const layout = new StoreLayout(deps.folder);
    this.#keeper = new StoreKeeper({
      layout,
      version,
      sqlite,
      files,
      beforeOpening: async () => this.#config?.beforeOpening(),
      predecessorIsUnknown: leadership.predecessorIsUnknown,
      isMine: () => leadership.isMine(),
      lost,
      announce: (status) => this.#announce(status),
      settled: () => this.#queue.schedule(),
      log: (level, text) => this.#log(level, text),
    });
    this.#queue = new CommandQueue({
      keeper: this.#keeper,
      explain: (error) => this.#explain(error),
      broadcast: (notice) => {
        this.#broadcast(notice);
        if (notice.kind === 'changes' && notice.changes.some(({ entity }) => entity === 'evidence')) {
          this.#evidence.look();
        }
      },
      prepare: (request, door, about, call) => this.#prepare(request, door, about, call),
    });
    this.#evidence = new EvidenceDuties({
      keeper: this.#keeper,
      queue: this.#queue,
      workspace: deps.workspace,
      info: (text) => this.#log('info', text),
      warn: (text) => this.#log('warn', text),
    });
    this.#duties = new Duties({ keeper: this.#keeper, queue: this.#queue });
    this.#config = deps.config && this.#configFiles(deps.config, layout);
    this.#doorway = new Doorway({
      server: leadership.server,
      version,
      door,
      hostKey,
      makeWay: () => void this.#makeWay(),
      status: () => this.#keeper.status,
      fileProblems: () => this.#config?.problems ?? [],
      submit: (request, from) => this.submit(request, from),
      gone: (caller) => this.#calls.callerIsGone(caller),
      windows: deps.workspace,
    });
  }

  start(): Promise<void> {
    this.#duties.start();
    this.#evidence.start();
    return this.#keeper.open();
  }

  /** Runs a request of this process or, through a socket, of another; the reply may come much later, but comes once. */
  submit(request: Request, caller: Caller): void {
    switch (request.kind) {
      case 'execute':
        this.#queue.add(request, caller.door, this.#calls.begin(caller, request));
        this.#evidence.told(request);
        return;
      case 'read': {
        const call = this.#calls.begin(caller, request);
        this.#queue.afterWhatWaits(() => {
          if (this.#keeper.status.state === 'opening') this.#reads.push({ request, call });
          else this.#answer(request, call);
        });
        return;
      }
      case 'cancel':
        this.#calls.callOff(caller, request.id);
        return;
      case 'window':
        // Is told to the engine, not to whoever leads.
        return;
      case 'control':
        this.#control(request, caller.door).then(
          () => caller.send({ id: request.id, ok: true, value: null }),
          (error: unknown) => {
            // What was interrupted because we let go is sent again to the next leader, which answers it.
            if (!this.#abandoned) caller.send({ id: request.id, ok: false, problem: Problem.from(error).toData() });
          },
        );
        return;
    }
  }

  /** Ends in order. Our place is given up last: whoever takes it opens the files at once. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#queue.drain();
    this.#closed = true;
    this.#endPreparations();
    this.#duties.stop();
    this.#config?.stop();
    await this.#keeper.close();
    this.#doorway.close();
  }

  /** Lets go at once, without writing: another process may lead already. */
  abandon(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#abandoned = true;
    this.#endPreparations();
    this.#duties.stop();
    this.#config?.stop();
    this.#keeper.abandon();
    this.#doorway.close();
  }

  /** Not in the middle of opening the store, whose files nobody else may touch then. */
  async #makeWay(): Promise<void> {
    await this.#keeper.whenSettled();
    if (!this.#closed) this.#deps.lost();
  }

  async #control(request: ControlRequest, door: Door): Promise<void> {
    await this.#keeper.whenSettled();
    admitControl(request, door);
    if (request.action === 'publish') await this.#keeper.publish();
    else await this.#keeper.repair(request);
  }

  #endPreparations(): void {
    this.#queue.close();
    this.#evidence.stop();
    this.#ending.abort();
    this.#calls.endAll();
  }

  #benchFor({ signal, progress }: Call): Bench {
    const closing = this.#ending.signal;
    return {
      workspace: this.#deps.workspace,
      // With the engine all calls end, so that one signal is enough.
      signal: signal ?? closing,
      closing,
      progress: progress ?? nobodyAsks,
      read: (look) => this.#keeper.usable().read(look),
    };
  }

  async #prepare(request: ExecuteRequest, door: Through, about: unknown, call: Call): Promise<unknown> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await prepareCommand(request, door, about, this.#benchFor(call));
      } catch (error) {
        // The store was just being opened again; what waits for it is not told of that.
        if (Problem.from(error).code !== 'engine_unavailable' || attempt === MOST_WAITS) throw error;
        await this.#keeper.whenSettled();
      }
    }
  }

  #answer(request: ReadRequest, call: Call): void {
    if (this.#closed) return;
    if (call.signal?.aborted === true) {
      call.reply({ id: request.id, ok: false, problem: calledOff().toData() });
      return;
    }
    if (!looksAtDisk(request)) {
      this.#answerNow(request, undefined, call);
      return;
    }
    prepareQuery(request, this.#benchFor(call)).then(
      (found) => this.#answerNow(request, found, call),
      (error: unknown) => {
        if (!this.#closed) call.reply({ id: request.id, ok: false, problem: this.#explain(error) });
      },
    );
  }

  #answerNow(request: ReadRequest, found: unknown, call: Call): void {
    // Sent again to whoever leads next.
    if (this.#closed) return;
    try {
      const value = this.#keeper.usable().read((connection) => answerQuery(connection, request, { found }));
      call.reply({ id: request.id, ok: true, value });
    } catch (error) {
      call.reply({ id: request.id, ok: false, problem: this.#explain(error) });
    }
  }

  #announce(status: StoreStatus): void {
    this.#broadcast({ kind: 'status', status });
    if (status.state === 'opening') return;
    for (const { request, call } of this.#reads.splice(0)) this.#answer(request, call);
    if (status.state === 'ready') {
      this.#config?.storeIsOpen();
      this.#evidence.look();
    }
  }

  #configFiles(place: ConfigPlace, layout: StoreLayout): ConfigFiles {
    return new ConfigFiles({
      place,
      layout,
      keeper: this.#keeper,
      queue: this.#queue,
      tell: (problems) => this.#broadcast({ kind: 'fileProblems', problems }),
      warn: (text) => this.#log('warn', text),
    });
  }

  #explain(error: unknown): ProblemData {
    const problem = Problem.from(error);
    if (problem.code === 'internal')
      this.#log('error', problem.cause instanceof Error ? (problem.cause.stack ?? '') : problem.message);
    return problem.toData();
  }

  #broadcast(notice: Notice): void {
    this.#deps.notify(notice);
    this.#doorway.broadcast(notice);
  }

  #log(level: 'info' | 'warn' | 'error', text: string): void {
    this.#deps.notify({ kind: 'log', level, text });
  }
}
