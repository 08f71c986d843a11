import type { Socket } from 'node:net';
import * as z from 'zod';
import { Problem } from '../domain/problem';
import { receiveFrames, sendFrame } from './frames';
import { prove } from './hostProof';
import {
  PROTOCOL,
  type Hello,
  type Notice,
  type OwnDoor,
  type Proof,
  type Reply,
  type Request,
  type StoreStatus,
  type Welcome,
} from './protocol';

export interface FollowerDeps {
  readonly socket: Socket;
  readonly version: string;
  readonly door: OwnDoor;
  readonly hostKey: string | undefined;
  readonly reply: (reply: Reply) => void;
  readonly notify: (notice: Notice) => void;
  /** The connection is gone: the leader died or stepped down. */
  readonly gone: () => void;
}

/** Passes this process's requests to the leader, and what the leader tells to this process. */
export class Follower {
  readonly #deps: FollowerDeps;
  #answered: ((answer: 'welcome' | 'gone' | Problem) => void) | undefined;

  constructor(deps: FollowerDeps) {
    this.#deps = deps;
  }

  /** Resolves with the leader's answer; until then it may be stopped or busy, and we wait. */
  start(): Promise<'welcome' | 'gone' | Problem> {
    const { socket, version, door, gone } = this.#deps;
    return new Promise((resolve) => {
      this.#answered = resolve;
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        resolve('gone');
        gone();
      });
      receiveFrames(socket, (value) => {
        if (typeof value === 'object' && value !== null) this.#receive(value as Reply | Notice | Welcome);
        else socket.destroy();
      });
      sendFrame(socket, { kind: 'hello', protocol: PROTOCOL, version, pid: process.pid, door } satisfies Hello);
    });
  }

  send(request: Request): void {
    sendFrame(this.#deps.socket, request);
  }

  close(): void {
    this.#deps.socket.removeAllListeners('close');
    this.#deps.socket.end();
  }

  /** Goes ahead of all requests. */
  #proveOurselves(challenge: string): void {
    const { hostKey, socket } = this.#deps;
    if (hostKey !== undefined) sendFrame(socket, { kind: 'proof', proof: prove(hostKey, challenge) } satisfies Proof);
  }

  #receive(message: Reply | Notice | Welcome): void {
    if (!('kind' in message)) {
      if (replySchema.safeParse(message).success) this.#deps.reply(message);
      return;
    }
    switch (message.kind) {
      case 'welcome':
        this.#proveOurselves(message.challenge);
        this.#deps.notify({ kind: 'status', status: asFollower(message.status) });
        this.#deps.notify({ kind: 'fileProblems', problems: message.fileProblems });
        this.#answered?.('welcome');
        return;
      case 'refused':
        this.#answered?.(Problem.fromData(message.problem));
        return;
      case 'status':
        this.#deps.notify({ kind: 'status', status: asFollower(message.status) });
        return;
      case 'changes':
      case 'fileProblems':
      case 'progress':
        this.#deps.notify(message);
        return;
      case 'resend':
      case 'log':
        // The leader's own affairs.
        return;
    }
  }
}

const replySchema = z.object({ id: z.number(), ok: z.boolean() });

const asFollower = (status: StoreStatus): StoreStatus =>
  status.state === 'ready' ? { ...status, role: 'follower' } : status;
