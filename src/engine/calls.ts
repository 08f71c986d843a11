import type { LookProgress } from '../domain/evidence/lookProgress';
import { calledOff } from '../domain/calledOff';
import { findCommandNamed } from '../orchestrator/registry';
import type { Door, ExecuteRequest, ProgressNotice, ReadRequest, Reply } from './protocol';

/** Where requests come from: this process itself, or the end of a socket. */
export interface Caller {
  readonly door: Door;
  send(message: Reply | ProgressNotice): void;
}

/** A request on its way. */
export interface Call {
  reply(reply: Reply): void;
  /** It was called off, or nobody can wait for it any more. The engine's own duties are never called off. */
  readonly signal?: AbortSignal;
  readonly progress?: (made: LookProgress) => void;
}

/** The screen of somebody who waits; nobody reads faster. */
const TELL_MS = 100;

class OpenCall implements Call {
  readonly #caller: Caller;
  readonly #id: number;
  readonly #ended: () => void;
  readonly #controller = new AbortController();
  readonly endsWithCaller: boolean;
  readonly progress?: (made: LookProgress) => void;
  #made: LookProgress | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(caller: Caller, request: ExecuteRequest | ReadRequest, ended: () => void) {
    this.#caller = caller;
    this.#id = request.id;
    this.#ended = ended;
    this.endsWithCaller = request.kind === 'read' || findCommandNamed(request.name)?.endsWithCaller === true;
    if (request.progress === true) this.progress = (made) => this.#tell(made);
    if (request.kind === 'execute' && request.cancelled === true) this.end();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  reply(reply: Reply): void {
    clearTimeout(this.#timer);
    this.#ended();
    this.#caller.send(reply);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#controller.abort(calledOff());
  }

  /** The latest of a moment; what is quick says nothing. */
  #tell(made: LookProgress): void {
    this.#made = made;
    if (this.signal.aborted) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#made) this.#caller.send({ kind: 'progress', id: this.#id, made: this.#made });
    }, TELL_MS);
  }
}

/** All requests that are not answered yet, by who sent them: each can be called off (rule E14). */
export class Calls {
  readonly #open = new Map<Caller, Map<number, OpenCall>>();

  begin(caller: Caller, request: ExecuteRequest | ReadRequest): Call {
    const own = this.#open.get(caller) ?? new Map<number, OpenCall>();
    this.#open.set(caller, own);
    const call: OpenCall = new OpenCall(caller, request, () => {
      if (own.get(request.id) === call) own.delete(request.id);
      if (own.size === 0 && this.#open.get(caller) === own) this.#open.delete(caller);
    });
    own.set(request.id, call);
    return call;
  }

  callOff(caller: Caller, id: number): void {
    this.#open.get(caller)?.get(id)?.end();
  }

  /** What changes something is brought to its end all the same: it was sent, and the work is done. */
  callerIsGone(caller: Caller): void {
    for (const call of this.#open.get(caller)?.values() ?? []) if (call.endsWithCaller) call.end();
  }

  endAll(): void {
    for (const own of this.#open.values()) for (const call of own.values()) call.end();
  }
}
