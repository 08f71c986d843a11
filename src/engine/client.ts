import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { calledOff } from '../domain/calledOff';
import type { LookProgress } from '../domain/evidence/lookProgress';
import { Problem } from '../domain/problem';
import type { FileProblem } from '../domain/source/fileProblem';
import type { Change } from '../orchestrator/context';
import type {
  CommandInput,
  CommandName,
  CommandOutput,
  FileOperationName,
  FilesInput,
  FilesOutput,
  QueryInput,
  QueryName,
  QueryOutput,
} from '../orchestrator/registry';
import type {
  CancelMessage,
  ControlRequest,
  EngineOptions,
  Notice,
  OwnRequest,
  Reply,
  StoreStatus,
  WindowMessage,
} from './protocol';

export interface EngineClientOptions extends EngineOptions {
  /** The engine's bundle. */
  readonly workerFile: string;
  readonly log?: (level: 'info' | 'warn' | 'error', text: string) => void;
}

/** What a caller can say while it waits for an answer, and hear. */
export interface Waiting {
  /**
   * Calls the request off. It is answered all the same: as `cancelled`, or, where it had taken effect by then, with that
   * (rule E14).
   */
  readonly signal?: AbortSignal | undefined;
  /** How far a look at the disk is; told of what takes a while, ten times a second at most. */
  readonly onProgress?: ((made: LookProgress) => void) | undefined;
}

interface Pending {
  /** The request as it travels. Written once, so that what cannot be written is refused here and nowhere else. */
  text: string;
  readonly onProgress: ((made: LookProgress) => void) | undefined;
  /** Nobody listens for its being called off any more. */
  settled: () => void;
  readonly resolve: (value: unknown) => void;
  readonly reject: (problem: Problem) => void;
}

interface Listeners {
  status: (status: StoreStatus) => void;
  changes: (changes: readonly Change[]) => void;
  fileProblems: (problems: readonly FileProblem[]) => void;
}

const CLOSE_PATIENCE_MS = 3_000;
/** A check that was called off has a second to end; a leader that is stopped answers nobody. */
const CALL_OFF_PATIENCE_MS = 5_000;
const MAX_REQUEST_CHARACTERS = 16 << 20;
const MAX_RESTARTS = 5;
const RESTART_WINDOW_MS = 60_000;
/** By itself V8 lets the rows and messages that pass through take 48 MB before it collects them. */
const resourceLimits = { maxYoungGenerationSizeMb: 8 };

/**
 * What every caller uses, in the extension host, in an agent's process and in tests. It keeps each request until it is
 * answered and sends it again when an engine or a leader was lost; the request's id makes that harmless.
 */
export class EngineClient {
  readonly #options: EngineClientOptions;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners: { [K in keyof Listeners]: Set<Listeners[K]> } = {
    status: new Set(),
    changes: new Set(),
    fileProblems: new Set(),
  };
  #worker: Worker;
  #window: string | undefined;
  #exited: Promise<void> = Promise.resolve();
  #status: StoreStatus = { state: 'opening' };
  #fileProblems: readonly FileProblem[] = [];
  #nextId = 1;
  #restarts: number[] = [];
  #closing: Promise<void> | undefined;
  #whenIdle: (() => void) | undefined;
  /** Why no engine can be kept running; set once and for good. */
  #failure: Problem | undefined;

  constructor(options: EngineClientOptions) {
    this.#options = options;
    this.#worker = this.#startWorker();
  }

  get status(): StoreStatus {
    return this.#status;
  }

  /** What is wrong with files of roles and templates; known while there is a store. */
  get fileProblems(): readonly FileProblem[] {
    return this.#fileProblems;
  }

  /** Runs a command. When this resolves, its effect is on disk. A `requestId` makes it happen once, however often it is sent. */
  execute<N extends CommandName>(
    name: N,
    input: CommandInput<N>,
    { actor, requestId, ...waiting }: { actor: string; requestId?: string } & Waiting,
  ): Promise<CommandOutput<N>> {
    const request = {
      kind: 'execute',
      id: this.#nextId++,
      name,
      input,
      commandId: requestId ?? randomUUID(),
      actor,
      ...(waiting.onProgress && { progress: true }),
    } as const;
    return this.#send(request, waiting) as Promise<CommandOutput<N>>;
  }

  read<N extends QueryName>(name: N, input: QueryInput<N>, waiting: Waiting = {}): Promise<QueryOutput<N>> {
    const wanted = waiting.onProgress && { progress: true };
    return this.#send({ kind: 'read', id: this.#nextId++, name, input, ...wanted }, waiting) as Promise<QueryOutput<N>>;
  }

  /** Reads or writes files of roles and templates; it needs no store and no leader. */
  files<N extends FileOperationName>(name: N, input: FilesInput<N>): Promise<FilesOutput<N>> {
    return this.#send({ kind: 'files', id: this.#nextId++, name, input }) as Promise<FilesOutput<N>>;
  }

  /** Folds what was committed into `state.db`, for programs that open that file. */
  async publish(): Promise<void> {
    await this.#control({ action: 'publish' });
  }

  /** Tries again to open a store that could not be opened. */
  async retry(): Promise<void> {
    await this.#control({ action: 'retry' });
  }

  async restore(backup: string): Promise<void> {
    await this.#control({ action: 'restore', backup });
  }

  /** Sets a store that cannot be opened aside, nothing deleted, and starts with an empty one. */
  async startEmpty(): Promise<void> {
    await this.#control({ action: 'startEmpty' });
  }

  /** What this window has to say of itself; the engine tells it to whoever leads, now and later. */
  tellWindow(state: Omit<WindowMessage, 'kind' | 'id'>): void {
    this.#window = written({ kind: 'window', id: 0, ...state });
    if (!this.#failure && !this.#closing) this.#worker.postMessage(this.#window);
  }

  on<K extends keyof Listeners>(event: K, listener: Listeners[K]): () => void {
    this.#listeners[event].add(listener);
    return () => this.#listeners[event].delete(listener);
  }

  /** Ends the engine in order: what was sent is answered, whoever leads, and a small store is published. */
  close(): Promise<void> {
    if (this.#failure) return Promise.resolve();
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    await this.#allAnswered();
    this.#worker.postMessage('close');
    // It may have failed just now, and is gone then.
    await this.#exited;
    this.#rejectAll(
      new Problem(
        'store_closed',
        'The store was closed before this was answered; it may or may not have been saved.',
        'Look whether it is there, or send it again with the same request id.',
      ),
    );
  }

  /** Within reason: a leader that is stopped answers nobody. */
  #allAnswered(): Promise<void> {
    if (this.#pending.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const patience = setTimeout(resolve, CLOSE_PATIENCE_MS);
      this.#whenIdle = () => {
        clearTimeout(patience);
        resolve();
      };
    });
  }

  #control(control: Omit<ControlRequest, 'kind' | 'id'>): Promise<unknown> {
    return this.#send({ kind: 'control', id: this.#nextId++, ...control });
  }

  #send(request: OwnRequest, { signal, onProgress }: Waiting = {}): Promise<unknown> {
    if (signal?.aborted === true) return Promise.reject(calledOff());
    if (this.#failure) return Promise.reject(this.#failure);
    if (this.#closing) return Promise.reject(new Problem('store_closed', 'The store is closed.', 'Reload the window.'));
    let text: string;
    try {
      text = written(request);
    } catch (error) {
      return Promise.reject(Problem.from(error));
    }
    return new Promise((resolve, reject) => {
      const { id, kind } = request;
      const pending: Pending = { text, onProgress, resolve, reject, settled: () => undefined };
      this.#pending.set(id, pending);
      this.#worker.postMessage(text);
      if (signal) this.#followCallingOff(id, pending, kind === 'read', signal);
    });
  }

  #followCallingOff(id: number, pending: Pending, isQuestion: boolean, signal: AbortSignal): void {
    let patience: NodeJS.Timeout | undefined;
    const callOff = (): void => {
      // From now on it is sent again as what it is.
      if (!isQuestion) pending.text = JSON.stringify({ ...(JSON.parse(pending.text) as object), cancelled: true });
      this.#worker.postMessage(JSON.stringify({ kind: 'cancel', id } satisfies CancelMessage));
      // Of a question nobody needs to know what became of it.
      if (isQuestion) this.#settle(id)?.reject(calledOff());
      else patience = setTimeout(() => this.#settle(id)?.reject(mayHaveBeenDone()), CALL_OFF_PATIENCE_MS);
    };
    signal.addEventListener('abort', callOff, { once: true });
    pending.settled = () => {
      signal.removeEventListener('abort', callOff);
      clearTimeout(patience);
    };
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    pending?.settled();
    if (this.#pending.size === 0) this.#whenIdle?.();
    return pending;
  }

  #receive(message: Reply | Notice): void {
    if ('ok' in message) {
      const pending = this.#settle(message.id);
      if (message.ok) pending?.resolve(message.value);
      else pending?.reject(Problem.fromData(message.problem));
      return;
    }
    switch (message.kind) {
      case 'status':
        this.#status = message.status;
        for (const listener of this.#listeners.status) listener(message.status);
        return;
      case 'changes':
        for (const listener of this.#listeners.changes) listener(message.changes);
        return;
      case 'fileProblems':
        this.#fileProblems = message.problems;
        for (const listener of this.#listeners.fileProblems) listener(message.problems);
        return;
      case 'progress':
        this.#pending.get(message.id)?.onProgress?.(message.made);
        return;
      case 'resend':
        this.#worker.postMessage(message.round);
        for (const { text } of this.#pending.values()) this.#worker.postMessage(text);
        return;
      case 'log':
        this.#options.log?.(message.level, message.text);
        return;
    }
  }

  #startWorker(): Worker {
    const { workerFile, folder, wasmFile, door, version, hostKey, configDir } = this.#options;
    const workerData: EngineOptions = {
      folder,
      wasmFile,
      door,
      version,
      ...(hostKey !== undefined && { hostKey }),
      ...(configDir !== undefined && { configDir }),
    };
    const worker = new Worker(workerFile, { workerData, resourceLimits, name: 'task-orchestrator-engine' });
    worker.on('message', (message: Reply | Notice) => this.#receive(message));
    worker.on('error', (error) => this.#options.log?.('error', `The engine failed: ${error.stack ?? error.message}`));
    this.#exited = new Promise((resolve) => {
      worker.on('exit', () => {
        resolve();
        if (this.#closing) this.#whenIdle?.();
        else this.#restart();
      });
    });
    return worker;
  }

  #restart(): void {
    const now = Date.now();
    this.#restarts = [...this.#restarts.filter((at) => now - at < RESTART_WINDOW_MS), now];
    if (this.#restarts.length > MAX_RESTARTS) {
      const problem = new Problem(
        'engine_unavailable',
        'The engine keeps failing.',
        'Show the log, then reload the window.',
      );
      this.#failure = problem;
      this.#receive({ kind: 'status', status: { state: 'problem', problem: problem.toData(), backups: [] } });
      this.#rejectAll(problem);
      return;
    }
    this.#worker = this.#startWorker();
    if (this.#window !== undefined) this.#worker.postMessage(this.#window);
    for (const { text } of this.#pending.values()) this.#worker.postMessage(text);
  }

  #rejectAll(problem: Problem): void {
    for (const id of [...this.#pending.keys()]) this.#settle(id)?.reject(problem);
  }
}

function written(request: OwnRequest): string {
  let text: string;
  try {
    text = JSON.stringify(request);
  } catch (error) {
    throw new Problem('invalid_input', 'The input is not plain data.', 'Send text, numbers, lists and objects only.', {
      cause: error,
    });
  }
  if (text.length > MAX_REQUEST_CHARACTERS) {
    throw new Problem('invalid_input', 'The input is larger than 16 MB.', 'Send less at once; nothing was written.');
  }
  return text;
}

const mayHaveBeenDone = (): Problem =>
  new Problem(
    'cancelled',
    'This was called off, but whoever leads the store has not answered yet; it may have taken effect before.',
    'Look whether it has, once the store answers again.',
  );
