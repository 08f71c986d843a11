import initSqlJs, { type Database, type SqlJsStatic } from 'sql.js';

/** What sql.js exports beside its documented classes, and what we use of it. */
interface Internals {
  addFunction(callback: (...args: never[]) => unknown, signature: string): number;
  UTF8ToString(pointer: number): string;
  _malloc(bytes: number): number;
}

export interface SqliteRuntime {
  readonly sql: SqlJsStatic & Internals;
  readonly memory: WebAssembly.Memory;
  readonly table: WebAssembly.Table;
}

/** Address of the C `sqlite3` object behind a Database. */
export function handleOf(database: Database): number {
  return (database as unknown as { db: number }).db;
}

/**
 * Loads the stock sql.js module and keeps hold of its memory and function table, which the VFS needs. They are found
 * by kind among the instance's exports, because their names are minified and change with every release.
 * sql.js keeps one module per thread, so this is called once per thread.
 */
export async function loadRuntime(wasm: Uint8Array<ArrayBuffer>): Promise<SqliteRuntime> {
  let memory: WebAssembly.Memory | undefined;
  let table: WebAssembly.Table | undefined;
  const sql = await new Promise<SqlJsStatic>((resolve, reject) => {
    const options = {
      instantiateWasm(imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance) => void) {
        WebAssembly.instantiate(wasm, imports).then(({ instance }) => {
          for (const value of Object.values(instance.exports)) {
            if (value instanceof WebAssembly.Memory) memory = value;
            else if (value instanceof WebAssembly.Table) table = value;
          }
          receive(instance);
        }, reject);
        return {};
      },
    };
    initSqlJs(options).then(resolve, reject);
  });
  if (!memory || !table) throw new Error('sql.js: the module exports no memory or no function table');
  return { sql: sql as SqlJsStatic & Internals, memory, table };
}
