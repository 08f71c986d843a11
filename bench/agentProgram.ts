import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';

interface Message {
  readonly id: number;
  readonly result: Record<string, unknown>;
}

/** An agent's program and the least that a client can be, so that what is measured is the program. */
export class AgentProgram {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<number, (result: Record<string, unknown>) => void>();
  #rest = '';
  #nextId = 1;

  constructor(program: string, workspace: string) {
    this.#child = spawn(process.execPath, [program, '--workspace', workspace]);
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    this.#child.stderr.pipe(process.stderr);
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** The first words of a client, and the tools in return. */
  async open(): Promise<Record<string, unknown>> {
    const clientInfo = { name: 'bench', version: '1' };
    await this.request('initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo });
    this.#write({ jsonrpc: '2.0', method: 'notifications/initialized' });
    return this.request('tools/list', {});
  }

  request(method: string, params: object): Promise<Record<string, unknown>> {
    const id = this.#nextId++;
    this.#write({ jsonrpc: '2.0', id, method, params });
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }

  async call(name: string, input: object): Promise<Record<string, string>> {
    const { structuredContent, isError } = await this.request('tools/call', { name, arguments: input });
    if (isError === true) throw new Error(JSON.stringify(structuredContent));
    return structuredContent as Record<string, string>;
  }

  async close(): Promise<void> {
    this.#child.stdin.end();
    await once(this.#child, 'exit');
  }

  #write(message: object): void {
    this.#child.stdin.write(`${JSON.stringify(message)}\n`);
  }

  #read(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      const { id, result } = JSON.parse(line) as Message;
      this.#waiting.get(id)?.(result);
      this.#waiting.delete(id);
    }
  }
}
