import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { STORE_FOLDER, StoreLayout } from '../storage/layout';
import { Engine } from './engine';
import type { EngineOptions, Notice, OwnRequest, Reply } from './protocol';

// Entry of the engine's thread. The store, the sockets and all rules run here, so that the thread that renders never waits.
const port = parentPort;
if (!port) throw new Error('the engine runs in a worker thread');

const LINGER_MS = 500;

const given = workerData as EngineOptions;
const configDir = given.configDir ?? process.env['MCP_TASK_ORCHESTRATOR_CONFIG_DIR'];
const options: EngineOptions = { ...given, ...(configDir !== undefined && { configDir }) };
const post = (message: Reply | Notice): void => port.postMessage(message);
const engine = new Engine(options, new StoreLayout(join(options.folder, STORE_FOLDER)), post);

port.on('message', (message: string | number) => {
  if (typeof message === 'number') {
    engine.heard(message);
  } else if (message === 'close') {
    void engine.close().then(() => {
      port.close();
      // A peer that is stopped would keep its socket, and with it this thread, open.
      setTimeout(() => process.exit(), LINGER_MS).unref();
    });
  } else {
    engine.handle(JSON.parse(message) as OwnRequest);
  }
});
engine.start();
