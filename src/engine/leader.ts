import { Problem, type ProblemData } from '../domain/problem';
import type { StoreFiles } from '../storage/files';
import { StoreLayout } from '../storage/layout';
import { admitControl } from './admission';
import type { ConfigPlace } from '../workspace/files/configFolder';
import { CommandQueue } from './commandQueue';
import { ConfigFiles } from './configFiles';
import { Doorway } from './doorway';
import { Duties } from './duties';
import type { Leadership } from './election';
import { answerQuery } from './execution';
import type { ControlRequest, Door, Notice, OwnDoor, ReadRequest, Reply, Request, StoreStatus } from './protocol';
import { StoreKeeper, type Sqlite } from './storeKeeper';

export interface LeaderDeps {
  readonly leadership: Leadership;
  readonly folder: string;
  readonly version: string;
  readonly door: OwnDoor;
  readonly hostKey: string | undefined;
  readonly sqlite: () => Promise<Sqlite>;
  readonly notify: (notice: Notice) => void;
  /** Where roles and templates lie; without it only the built-in roles hold. */
  readonly config?: ConfigPlace;
  /** Where the store lies, if not on the disk itself. */
  readonly files?: StoreFiles;
  /** Somebody else leads now, is to lead, or nobody can tell; whoever owns this leader must let it go and look again. */
  readonly lost: () => void;
}

/** Answers this process's requests and, through sockets, those of all others, and tells everybody what changed. */
export class Leader {
  readonly #deps: LeaderDeps;
  readonly #keeper: StoreKeeper;
  readonly #queue: CommandQueue;
  readonly #doorway: Doorway;
  readonly #duties: Duties;
  readonly #config: ConfigFiles | undefined;
  /** Questions that came before the store was open. */
  #reads: { request: ReadRequest; reply: (reply: Reply) => void }[] = [];
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
      broadcast: (notice) => this.#broadcast(notice),
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
      submit: (request, from, reply) => this.submit(request, from, reply),
    });
  }

  start(): Promise<void> {
    this.#duties.start();
    return this.#keeper.open();
  }

  /** Runs a request of this process or, through a socket, of another; the reply may come much later, but comes once. */
  submit(request: Request, door: Door, reply: (reply: Reply) => void): void {
    switch (request.kind) {
      case 'execute':
        this.#queue.add(request, door, reply);
        return;
      case 'read':
        if (this.#keeper.status.state === 'opening') this.#reads.push({ request, reply });
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
    this.#queue.drain();
    this.#closed = true;
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

  #answer(request: ReadRequest, reply: (reply: Reply) => void): void {
    try {
      const value = this.#keeper.usable().read((connection) => answerQuery(connection, request));
      reply({ id: request.id, ok: true, value });
    } catch (error) {
      reply({ id: request.id, ok: false, problem: this.#explain(error) });
    }
  }

  #announce(status: StoreStatus): void {
    this.#broadcast({ kind: 'status', status });
    if (status.state === 'opening') return;
    for (const { request, reply } of this.#reads.splice(0)) this.#answer(request, reply);
    if (status.state === 'ready') this.#config?.storeIsOpen();
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
