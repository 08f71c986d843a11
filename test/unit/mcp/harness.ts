import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { EngineClient } from '../../../src/engine/client';
import { useClients } from '../engine/harness';
import type { ToolAnswer } from './toolAnswer';

export const program = resolve('dist', 'mcp.js');

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

interface Servers {
  readonly folder: () => string;
  readonly connect: (started?: Started) => Promise<Connection>;
  /** The window of a person who has the folder open. */
  readonly openWindow: () => EngineClient;
}

async function ended(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await setTimeout(10);
  }
}

/** A workspace folder for each test, agents' programs on it, and windows; all of them end with the test. */
export function useServers(): Servers {
  let clients: Client[] = [];
  let pids: number[] = [];
  // Hooks that were registered last run first: the programs end before the windows, and before the folder is removed.
  const { folder, open } = useClients();
  afterEach(async () => {
    await Promise.all(clients.map((client) => client.close()));
    clients = [];
    // The client stops waiting after a while, which a busy machine outlasts.
    await Promise.all(pids.map(ended));
    pids = [];
  });
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
    clients.push(client);
    await client.connect(transport);
    pids.push(transport.pid!);
    return new Connection(client, transport);
  };
  return { folder, connect, openWindow: () => open('host') };
}
