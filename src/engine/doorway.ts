import type { Server, Socket } from 'node:net';
import { Problem } from '../domain/problem';
import type { FileProblem } from '../domain/source/fileProblem';
import { isProven, newChallenge } from './hostProof';
import type { Workspace } from '../workspace/workspace';
import type { Caller } from './calls';
import { receiveFrames, sendFrame } from './frames';
import {
  guestMessageSchema,
  helloSchema,
  protocolSchema,
  PROTOCOL,
  type Door,
  type Notice,
  type OwnDoor,
  type ProgressNotice,
  type Reply,
  type Request,
  type StoreStatus,
  type Welcome,
} from './protocol';

const MAX_UNREAD_BYTES = 8 << 20;
const PATIENCE_MS = 10_000;

export interface DoorwayDeps {
  readonly server: Server;
  readonly version: string;
  /** What the leader itself is. */
  readonly door: OwnDoor;
  readonly hostKey: string | undefined;
  readonly status: () => StoreStatus;
  readonly fileProblems: () => readonly FileProblem[];
  /** Where windows say what they have unsaved. */
  readonly windows: Pick<Workspace, 'windowSays' | 'windowIsGone'>;
  readonly submit: (request: Request, caller: Caller) => void;
  /** Whoever sent requests hears no answers any more. */
  readonly gone: (caller: Caller) => void;
  /** A window has come to a leader that is not one. */
  readonly makeWay: () => void;
}

interface Guest extends Caller {
  readonly challenge: string;
  door: Door;
  /** Whether it has said hello and was let in. */
  isIn: boolean;
  /** Since when much is waiting to be read. */
  fullSince: number | undefined;
}

/** The leader's side of the sockets: lets other processes in, passes their requests on, tells them what changed. */
export class Doorway {
  readonly #deps: DoorwayDeps;
  readonly #guests = new Map<Socket, Guest>();
  #closed = false;

  constructor(deps: DoorwayDeps) {
    this.#deps = deps;
    deps.server.on('connection', (socket: Socket) => this.#receive(socket));
  }

  broadcast(notice: Notice): void {
    for (const [socket, { isIn }] of this.#guests) {
      if (isIn && !this.#isStuck(socket)) sendFrame(socket, notice);
    }
  }

  /** Ends all connections, also those that have not said a word yet: they would wait for an answer for ever. */
  close(): void {
    this.#closed = true;
    this.#deps.server.close();
    for (const socket of this.#guests.keys()) socket.end();
  }

  /** A guest that has read nothing for long, with much waiting for it, is sent away; it comes back by itself. */
  #isStuck(socket: Socket): boolean {
    const guest = this.#guests.get(socket);
    if (!guest || socket.writableLength <= MAX_UNREAD_BYTES) return false;
    if (guest.fullSince === undefined) {
      guest.fullSince = Date.now();
      socket.once('drain', () => (guest.fullSince = undefined));
    }
    if (Date.now() - guest.fullSince < PATIENCE_MS) return false;
    socket.destroy();
    return true;
  }

  #receive(socket: Socket): void {
    if (this.#closed) {
      socket.destroy();
      return;
    }
    const guest: Guest = {
      challenge: newChallenge(),
      door: 'process',
      isIn: false,
      fullSince: undefined,
      send: (message) => answer(socket, message),
    };
    this.#guests.set(socket, guest);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.#guests.delete(socket);
      this.#deps.windows.windowIsGone(socket);
      this.#deps.gone(guest);
    });
    receiveFrames(socket, (value) => {
      if (!guest.isIn) {
        this.#greet(socket, guest, value);
        return;
      }
      const message = guestMessageSchema.safeParse(value).data;
      if (!message) {
        socket.destroy();
      } else if (message.kind === 'proof') {
        const { hostKey } = this.#deps;
        if (hostKey !== undefined && isProven(hostKey, guest.challenge, message.proof)) guest.door = 'host';
      } else if (message.kind === 'window') {
        if (guest.door !== 'process') this.#deps.windows.windowSays(socket, message);
      } else {
        this.#deps.submit(message, guest);
      }
    });
    socket.resume();
  }

  #greet(socket: Socket, guest: Guest, value: unknown): void {
    const hello = helloSchema.safeParse(value);
    if (!protocolSchema.safeParse(value).success) {
      socket.destroy();
      return;
    }
    if (!hello.success || hello.data.protocol !== PROTOCOL) {
      const problem = new Problem(
        'program_mismatch',
        `Another version of Task Orchestrator (${this.#deps.version}, process ${process.pid}) has this folder open.`,
        'Update both to the same version, then reload the windows and restart the agents.',
      );
      sendFrame(socket, { kind: 'refused', problem: problem.toData() } satisfies Welcome);
      socket.end();
      return;
    }
    // Only a window can tell a window from another process, so windows lead wherever there is one. This one is not let in
    // but comes back when we are gone.
    if (hello.data.door === 'host' && this.#deps.door === 'process') {
      this.#deps.makeWay();
      return;
    }
    guest.isIn = true;
    guest.door = hello.data.door === 'host' ? 'window' : 'process';
    const { challenge } = guest;
    const { status, fileProblems } = this.#deps;
    sendFrame(socket, {
      kind: 'welcome',
      challenge,
      status: status(),
      fileProblems: fileProblems(),
    } satisfies Welcome);
  }
}

function answer(socket: Socket, message: Reply | ProgressNotice): void {
  if (sendFrame(socket, message)) return;
  const problem = new Problem('invalid_input', 'The answer is too large to be sent.', 'Ask for fewer rows at once.');
  sendFrame(socket, { id: message.id, ok: false, problem: problem.toData() } satisfies Reply);
}
