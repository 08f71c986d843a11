import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadRuntime, type SqliteRuntime } from '../../../src/storage/sqlite/runtime';
import { Vfs } from '../../../src/storage/sqlite/vfs';

interface Sqlite {
  readonly runtime: SqliteRuntime;
  readonly vfs: Vfs;
}

// sql.js has one module a thread, and its VFS is patched once; but each test file is a bundle with variables of its own.
const shared = globalThis as { taskOrchestratorSqlite?: Promise<Sqlite> };

export function sqlite(): Promise<Sqlite> {
  return (shared.taskOrchestratorSqlite ??= loadRuntime(
    Uint8Array.from(readFileSync('node_modules/sql.js/dist/sql-wasm.wasm')),
  ).then((runtime) => ({ runtime, vfs: new Vfs(runtime) })));
}

/** A folder for one suite, removed at its end. */
export function useFolder(): () => string {
  let folder: string | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'task-orchestrator-test-'));
  });
  afterEach(() => {
    // A program that a test has let go may still write its last files.
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  });
  return () => {
    if (folder === undefined) throw new Error('the folder is there only while a test runs');
    return folder;
  };
}
