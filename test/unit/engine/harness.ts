import { join, resolve } from 'node:path';
import { EngineClient, type EngineClientOptions } from '../../../src/engine/client';
import type { OwnDoor, StoreStatus } from '../../../src/engine/protocol';
import { useFolder } from '../storage/harness';

type Opening = Pick<EngineClientOptions, 'folder' | 'door' | 'hostKey' | 'configDir' | 'log'>;

/** An engine of its own thread from the bundle that ships, as windows and agents' programs start it. */
export function openClient(opening: Opening, built = resolve('dist')): EngineClient {
  return new EngineClient({
    ...opening,
    version: 'test',
    workerFile: join(built, 'engine.js'),
    wasmFile: join(built, 'sql-wasm.wasm'),
  });
}

interface Clients {
  /** The workspace folder of the test that runs. */
  readonly folder: () => string;
  /** Starts a client on that folder, or on another. */
  readonly open: (door: OwnDoor, other?: Partial<Opening>) => EngineClient;
}

/** A workspace folder for each test and clients on it, which are closed before it is removed. */
export function useClients(): Clients {
  let clients: EngineClient[] = [];
  afterEach(async () => {
    await Promise.all(clients.map((client) => client.close()));
    clients = [];
  });
  const folder = useFolder();
  const open: Clients['open'] = (door, other) => {
    const client = openClient({ folder: folder(), door, ...other });
    clients.push(client);
    return client;
  };
  return { folder, open };
}

/** Resolves once the engine says so; a leader that makes way passes through other states before. */
export function reached(client: EngineClient, wanted: (status: StoreStatus) => boolean): Promise<void> {
  return new Promise((done) => {
    const look = (status: StoreStatus): void => {
      if (!wanted(status)) return;
      off();
      done();
    };
    const off = client.on('status', look);
    look(client.status);
  });
}

export const isAbsent = ({ state }: StoreStatus): boolean => state === 'absent';
export const isReady = ({ state }: StoreStatus): boolean => state === 'ready';
export const leads = (status: StoreStatus): boolean => status.state === 'ready' && status.role === 'leader';
export const follows = (status: StoreStatus): boolean => status.state === 'ready' && status.role === 'follower';
