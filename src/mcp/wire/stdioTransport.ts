import type { Readable, Writable } from 'node:stream';
import {
  isJSONRPCRequest,
  parseJSONRPCMessage,
  ProtocolErrorCode,
  type JSONRPCMessage,
  type RequestId,
  type Transport,
} from '@modelcontextprotocol/server';
import { Batches } from './batches';
import { MessageLines } from './messageLines';
import { idOf, idOfCut } from './requestId';
import { withArguments } from './withArguments';

/** What a client may still wait for after it has said its last word; on a busy machine a store takes seconds to be opened. */
const GRACE_MS = 10_000;

/**
 * Messages as lines over a pair of streams. Beside what the SDK's own transport does, it takes lists of messages, says so
 * when a message is too long or is none, and answers what it was asked before a client that writes into a pipe hung up.
 */
export class StdioTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  readonly #input: Readable;
  readonly #output: Writable;
  readonly #mostBytes: number;
  readonly #open = new Set<RequestId>();
  readonly #batches = new Batches();
  #isEnding = false;
  #isClosed = false;

  constructor(input: Readable, output: Writable, mostBytes: number) {
    this.#input = input;
    this.#output = output;
    this.#mostBytes = mostBytes;
  }

  start(): Promise<void> {
    const lines = new MessageLines(this.#mostBytes, {
      line: (text) => this.#read(text),
      tooLong: (head, tail) => this.#refuse(idOfCut(head, tail), this.#tooLong()),
    });
    const hangUp = (): void => void this.close();
    this.#input.on('data', (chunk: Buffer) => lines.add(chunk));
    this.#input.once('end', () => this.#end()).once('error', hangUp);
    this.#output.once('error', hangUp);
    return Promise.resolve();
  }

  async send(message: JSONRPCMessage): Promise<void> {
    const id = 'method' in message ? undefined : message.id;
    if (id === undefined) return this.#write(message);
    const due = this.#batches.answered(id, message);
    if (due) await this.#write(due);
    this.#settled(id);
  }

  close(): Promise<void> {
    if (!this.#isClosed) {
      this.#isClosed = true;
      this.#input.removeAllListeners('data').pause();
      this.onclose?.();
    }
    return Promise.resolve();
  }

  #read(text: string): void {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      this.onerror?.(new Error(`a line of ${text.length} characters that is no JSON was passed over`));
      return;
    }
    if (Array.isArray(value)) this.#batches.begin(value.filter(isJSONRPCRequest).map(({ id }) => id));
    for (const each of Array.isArray(value) ? (value as unknown[]) : [value]) this.#receive(each);
  }

  #receive(value: unknown): void {
    let message: JSONRPCMessage;
    try {
      message = parseJSONRPCMessage(withArguments(value));
    } catch {
      this.#refuse(idOf(value), 'this is no message of JSON-RPC 2.0');
      return;
    }
    if (isJSONRPCRequest(message)) this.#open.add(message.id);
    else if ('method' in message && message.method === 'notifications/cancelled') this.#callOff(message.params);
    this.onmessage?.(message);
  }

  #callOff(params: unknown): void {
    const id = idOf({ id: (params as { requestId?: unknown } | undefined)?.requestId });
    if (id === undefined) return;
    const due = this.#batches.calledOff(id);
    if (due) void this.#write(due);
    this.#settled(id);
  }

  #refuse(id: RequestId | undefined, message: string): void {
    this.onerror?.(new Error(message));
    if (id === undefined) return;
    void this.#write({ jsonrpc: '2.0', id, error: { code: ProtocolErrorCode.InvalidRequest, message } });
  }

  #tooLong(): string {
    return `a message takes at most ${this.#mostBytes >> 20} MB; send less at once, nothing was done`;
  }

  #settled(id: RequestId): void {
    this.#open.delete(id);
    if (this.#isEnding && this.#open.size === 0) void this.close();
  }

  /** The client has hung up. Who only stopped writing is still told what it asked. */
  #end(): void {
    this.#isEnding = true;
    if (this.#open.size === 0) void this.close();
    else setTimeout(() => void this.close(), GRACE_MS);
  }

  #write(message: JSONRPCMessage | JSONRPCMessage[]): Promise<void> {
    if (this.#isClosed) return Promise.resolve();
    return new Promise((resolve) => {
      // A client that is gone is noticed by the error of the stream.
      this.#output.write(`${JSON.stringify(message)}\n`, () => resolve());
    });
  }
}
