import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineClient } from '../../../src/engine/client';
import type { OwnDoor, StoreStatus } from '../../../src/engine/protocol';
import { loadRuntime, type SqliteRuntime } from '../../../src/storage/sqlite/runtime';
import { Vfs } from '../../../src/storage/sqlite/vfs';
import { openClient } from '../../unit/engine/harness';

// This bundle lies in dist/test/crash, what it tests in dist.
const built = join(__dirname, '..', '..');

export const writerProgram = join(__dirname, 'writer.js');
export const playerProgram = join(__dirname, 'player.js');
export const finisherProgram = join(__dirname, 'finisher.js');
export const claimerProgram = join(__dirname, 'claimer.js');

export function startClient(folder: string, door: OwnDoor, log?: (text: string) => void): EngineClient {
  return openClient({ folder, door, ...(log && { log: (level, text) => log(`${level} ${text}`) }) }, built);
}

/** Waits for a status that satisfies; a store that never gets there fails the experiment with what it last said. */
export function untilStatus(
  client: EngineClient,
  satisfies: (status: StoreStatus) => boolean,
  patienceMs = 10_000,
): Promise<StoreStatus> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`the store stays at ${JSON.stringify(client.status)}`));
    }, patienceMs);
    const look = (): void => {
      if (!satisfies(client.status)) return;
      clearTimeout(timer);
      stop();
      resolve(client.status);
    };
    const stop = client.on('status', look);
    look();
  });
}

export interface Sqlite {
  readonly runtime: SqliteRuntime;
  readonly vfs: Vfs;
}

let loaded: Promise<Sqlite> | undefined;

/** The store's SQLite in this process, for experiments below the engine and for looking at what is on disk. */
export function loadSqlite(): Promise<Sqlite> {
  return (loaded ??= loadRuntime(Uint8Array.from(readFileSync(join(built, 'sql-wasm.wasm')))).then((runtime) => ({
    runtime,
    vfs: new Vfs(runtime),
  })));
}
