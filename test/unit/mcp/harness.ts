import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { EngineClient } from '../../../src/engine/client';
import { useClients } from '../engine/harness';
import { program, RawProgram } from './rawProgram';
import type { ToolAnswer } from './toolAnswer';

/** The revisions of the protocol that are served: today's, and those that begin with `initialize`. */
export const REVISIONS = { current: '2026-07-28', earlier: undefined } as const;
export type Revision = keyof typeof REVISIONS;

export interface Started {
  readonly revision?: Revision;
  readonly name?: string;
  readonly args?: readonly string[];
}

/** The SDK's own client, talking to the program that ships in a process of its own. */
export class Connection {
  readonly client: Client;
  readonly #transport: StdioClientTransport;

  constructor(client: Client, transport: StdioClientTransport) {
    this.client = client;
    this.#transport = transport;
  }

  get pid(): number {
    return this.#transport.pid!;
  }

  /** What a tool answers when all goes well; a failed call fails the test. */
  async call(name: string, input: object = {}): Promise<ToolAnswer> {
    const { isError, structuredContent, content } = await this.client.callTool({ name, arguments: { ...input } });
    assert.ok(!isError, JSON.stringify(content));
    return structuredContent as ToolAnswer;
  }

  /** Why a tool refused. */
  async refusal(name: string, input: unknown = {}): Promise<ToolAnswer['error']> {
    const { isError, structuredContent } = await this.client.callTool({
      name,
      arguments: input as Record<string, unknown>,
    });
    assert.ok(isError, JSON.stringify(structuredContent));
    return (structuredContent as ToolAnswer).error;
  }
}

/** A window in a process of its own, which leads the store. */
interface WindowProcess {
  /** Resolves when it is gone. */
  readonly kill: () => Promise<void>;
}

interface Servers {
  readonly folder: () => string;
  readonly connect: (started?: Started) => Promise<Connection>;
  /** The same program, spoken to in bytes. */
  readonly connectRaw: () => Promise<RawProgram>;
  /** The window of a person who has the folder open. */
  readonly openWindow: () => EngineClient;
  readonly startWindow: () => Promise<WindowProcess>;
}

/** A workspace folder for each test, agents' programs on it, and windows; all of them end with the test. */
export function useServers(): Servers {
  const endings: (() => Promise<unknown>)[] = [];
  // Hooks run as they were registered: processes end first, then the engines of this one, then the folder is removed.
  afterEach(() => Promise.all(endings.splice(0).map((end) => end())));
  const { folder, open } = useClients();

  const connect: Servers['connect'] = async ({ revision = 'earlier', name = 'test client', args = [] } = {}) => {
    const pin = REVISIONS[revision];
    const client = new Client(
      { name, version: '1' },
      pin === undefined ? {} : { versionNegotiation: { mode: { pin } } },
    );
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [program, '--workspace', folder(), ...args],
      stderr: 'ignore',
    });
    // The client does not wait for a program that it had to kill.
    const ended = new Promise<void>((resolve) => (transport.onclose = resolve));
    endings.push(async () => {
      await client.close();
      await ended;
    });
    await client.connect(transport);
    return new Connection(client, transport);
  };

  const connectRaw: Servers['connectRaw'] = () => {
    const raw = new RawProgram(folder());
    endings.push(() => raw.kill());
    return raw.open();
  };

  const startWindow: Servers['startWindow'] = async () => {
    const child = fork(resolve('dist/test/unit/mcp/window.js'), [folder()]);
    const exited = once(child, 'exit');
    const kill = async (): Promise<void> => {
      child.kill('SIGKILL');
      await exited;
    };
    endings.push(kill);
    await once(child, 'message');
    return { kill };
  };

  return { folder, connect, connectRaw, openWindow: () => open('host'), startWindow };
}
