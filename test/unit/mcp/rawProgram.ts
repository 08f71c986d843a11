import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { ToolAnswer } from './toolAnswer';

export const program = resolve('dist', 'mcp.js');

interface Message {
  readonly id?: number | string | null;
  readonly result?: { readonly structuredContent: ToolAnswer };
}

/** The program that ships, spoken to in bytes, as a client with faults would. */
export class RawProgram {
  readonly child: ChildProcessWithoutNullStreams;
  readonly #exited: Promise<unknown>;
  readonly #waiting = new Map<number, (message: Message) => void>();
  #nextId = 1;
  #rest = '';
  /** Lines of standard output that are no message. */
  readonly strayLines: string[] = [];

  constructor(workspace: string) {
    this.child = spawn(process.execPath, [program, '--workspace', workspace]);
    this.#exited = once(this.child, 'exit');
    this.child.stdout.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    this.child.stderr.resume();
    // Bytes that are on their way when it is killed have nowhere to go.
    this.child.stdin.on('error', () => undefined);
  }

  async open(): Promise<this> {
    const clientInfo = { name: 'raw', version: '1' };
    await this.request('initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo });
    this.write(`${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`);
    return this;
  }

  write(bytes: string | Uint8Array): void {
    this.child.stdin.write(bytes);
  }

  request(method: string, params: unknown): Promise<Message> {
    return this.#requestBytes(method, Buffer.from(JSON.stringify(params)));
  }

  #requestBytes(method: string, params: Uint8Array): Promise<Message> {
    const id = this.#nextId++;
    const answered = new Promise<Message>((resolve) => this.#waiting.set(id, resolve));
    const head = Buffer.from(`{"jsonrpc":"2.0","id":${id},"method":"${method}","params":`);
    this.write(Buffer.concat([head, params, Buffer.from('}\n')]));
    return answered;
  }

  async call(name: string, input: unknown): Promise<ToolAnswer> {
    return this.callBytes(Buffer.from(JSON.stringify({ name, arguments: input })));
  }

  async callBytes(params: Uint8Array): Promise<ToolAnswer> {
    const { result } = await this.#requestBytes('tools/call', params);
    if (!result) throw new Error('the call was refused by the protocol, not by the tool');
    return result.structuredContent;
  }

  async end(): Promise<void> {
    this.child.stdin.end();
    await this.#exited;
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.#exited;
  }

  #read(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      let message: Message;
      try {
        message = JSON.parse(line) as Message;
      } catch {
        this.strayLines.push(line);
        continue;
      }
      if (typeof message.id === 'number') this.#waiting.get(message.id)?.(message);
    }
  }
}
