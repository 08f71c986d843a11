import { readFileSync } from 'node:fs';
import { loadRuntime, type SqliteRuntime } from '../../src/storage/sqlite/runtime';
import { Vfs } from '../../src/storage/sqlite/vfs';

export interface Sqlite {
  readonly runtime: SqliteRuntime;
  readonly vfs: Vfs;
}

/** Loads the product's SQLite into this thread, as its engine does. */
export async function loadSqlite(wasmFile: string): Promise<Sqlite> {
  const runtime = await loadRuntime(Uint8Array.from(readFileSync(wasmFile)));
  return { runtime, vfs: new Vfs(runtime) };
}
