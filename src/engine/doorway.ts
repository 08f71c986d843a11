import type { Server, Socket } from 'node:net';
import { Problem } from '../domain/problem';
import { receiveFrames, sendFrame } from './frames';
import {
  helloSchema,
  PROTOCOL,
  requestSchema,
  type Door,
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
  readonly submit: (request: Request, door: Door, reply: (reply: Reply) => void) => void;
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
    let door: Door | undefined;
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#guests.delete(socket));
    receiveFrames(socket, (value) => {
      if (door === undefined) {
        door = this.#greet(socket, value);
        return;
      }
      const request = requestSchema.safeParse(value);
      if (request.success) this.#deps.submit(request.data, door, (reply) => sendFrame(socket, reply));
      else socket.destroy();
    });
    socket.resume();
  }

  #greet(socket: Socket, value: unknown): Door | undefined {
    const hello = helloSchema.safeParse(value);
    if (!hello.success || hello.data.protocol !== PROTOCOL) {
      const problem = new Problem(
        'program_mismatch',
        `Another version of Task Orchestrator (${this.#deps.version}, process ${process.pid}) has this folder open.`,
        'Update both to the same version, then reload the windows and restart the agents.',
      );
      sendFrame(socket, { kind: 'refused', problem: problem.toData() } satisfies Welcome);
      socket.end();
      return undefined;
    }
    this.#guests.add(socket);
    sendFrame(socket, { kind: 'welcome', pid: process.pid, status: this.#deps.status() } satisfies Welcome);
    return hello.data.door;
  }
}
