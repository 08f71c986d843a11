import type { Server, Socket } from 'node:net';
import { Problem } from '../domain/problem';
import { receiveFrames, sendFrame } from './frames';
import {
  helloSchema,
  PROTOCOL,
  requestSchema,
  type Notice,
  type Reply,
  type Request,
  type StoreStatus,
  type Welcome,
} from './protocol';

export interface DoorwayDeps {
  readonly server: Server;
  readonly version: string;
  readonly status: () => StoreStatus;
  readonly submit: (request: Request, reply: (reply: Reply) => void) => void;
}

/** The leader's side of the sockets: lets other processes in, passes their requests on, tells them what changed. */
export class Doorway {
  readonly #deps: DoorwayDeps;
  readonly #guests = new Set<Socket>();

  constructor(deps: DoorwayDeps) {
    this.#deps = deps;
    deps.server.on('connection', (socket: Socket) => this.#receive(socket));
  }

  broadcast(notice: Notice): void {
    for (const socket of this.#guests) sendFrame(socket, notice);
  }

  close(): void {
    this.#deps.server.close();
    for (const socket of this.#guests) socket.end();
  }

  #receive(socket: Socket): void {
    let greeted = false;
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#guests.delete(socket));
    receiveFrames(socket, (value) => {
      if (!greeted) {
        greeted = this.#greet(socket, value);
        return;
      }
      const request = requestSchema.safeParse(value);
      if (request.success) this.#deps.submit(request.data, (reply) => sendFrame(socket, reply));
      else socket.destroy();
    });
    socket.resume();
  }

  #greet(socket: Socket, value: unknown): boolean {
    const hello = helloSchema.safeParse(value);
    if (!hello.success || hello.data.protocol !== PROTOCOL) {
      const problem = new Problem(
        'program_mismatch',
        `Another version of Task Orchestrator (${this.#deps.version}, process ${process.pid}) has this folder open.`,
        'Update both to the same version, then reload the windows and restart the agents.',
      );
      sendFrame(socket, { kind: 'refused', problem: problem.toData() } satisfies Welcome);
      socket.end();
      return false;
    }
    this.#guests.add(socket);
    sendFrame(socket, { kind: 'welcome', pid: process.pid, status: this.#deps.status() } satisfies Welcome);
    return true;
  }
}
