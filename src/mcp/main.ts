import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { EngineClient } from '../engine/client';
import { toolsOf } from '../tools/registry';
import { Agent } from './agent';
import { AgentStore } from './agentStore';
import { openLog } from './log';
import { parseOptions, usage, type Options } from './options';
import { makeServer } from './server';
import { StdioTransport } from './wire/stdioTransport';

/** A message may be as large as what the engine takes, and says so if it is larger; beyond this it is no message. */
const MOST_BYTES = 64 << 20;

const bundled = (name: string): string => join(__dirname, name);

function ownVersion(): string {
  const { version } = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { version: string };
  return version;
}

function serve({ workspace, tools }: Extract<Options, { mode: 'serve' }>): void {
  const version = ownVersion();
  const log = openLog(workspace);
  const agent = new Agent();
  const startEngine = (): EngineClient =>
    new EngineClient({
      folder: workspace,
      workerFile: bundled('engine.js'),
      wasmFile: bundled('sql-wasm.wasm'),
      version,
      door: 'process',
      log,
    });
  const store = new AgentStore(workspace, startEngine, agent);
  const serving = { version, tools: toolsOf(tools), store, agent };
  const transport = new StdioTransport(process.stdin, process.stdout, MOST_BYTES);
  serveStdio(({ era }) => makeServer(serving, era), { transport, onerror: ({ message }) => log('warn', message) });
  leaveWith(transport, () => store.close());
}

/** The process ends with its client, and lets the engine finish what was begun. */
function leaveWith(transport: StdioTransport, close: () => Promise<void>): void {
  let isLeaving = false;
  const leave = (): void => {
    if (isLeaving) return;
    isLeaving = true;
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  const tellServer = transport.onclose;
  transport.onclose = () => {
    tellServer?.();
    leave();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, leave);
}

const options = parseOptions(process.argv.slice(2), process.env);
switch (options.mode) {
  case 'serve':
    serve(options);
    break;
  case 'help':
    process.stdout.write(usage);
    break;
  case 'version':
    process.stdout.write(`${ownVersion()}\n`);
    break;
  case 'mistake':
    process.stderr.write(`${options.message}\n\n${usage}`);
    process.exitCode = 2;
    break;
}
