import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'sql.js';
import type { Connection } from '../../../src/storage/connection';
import { diskFiles } from '../../../src/storage/files';
import { publishedFiles } from '../../../src/storage/publishedFile';
import type { SqliteRuntime } from '../../../src/storage/sqlite/runtime';
import { Vfs } from '../../../src/storage/sqlite/vfs';
import { Store } from '../../../src/storage/store';
import { sqlite, useFolder } from './harness';

/** Where a fact about the module's memory differs from what the pinned release has. */
type Surprise = (memory: DataView, vfs: number, database: number) => void;

/** Shows the VFS a module whose memory is not laid out as expected, on a copy: the real one stays as it is. */
function surprising(runtime: SqliteRuntime, surprise: Surprise): SqliteRuntime {
  const copy = new ArrayBuffer(runtime.memory.buffer.byteLength);
  class Probe extends runtime.sql.Database {
    constructor() {
      super();
      new Uint8Array(copy).set(new Uint8Array(runtime.memory.buffer));
      const { db } = this as unknown as { db: number };
      const view = new DataView(copy);
      surprise(view, view.getInt32(db, true), db);
    }
  }
  const patched = (): never => assert.fail('nothing may be patched in a module that is not understood');
  const UTF8ToString = (at: number): string => {
    const bytes = new Uint8Array(copy);
    return Buffer.from(bytes.subarray(at, bytes.indexOf(0, at))).toString();
  };
  return {
    ...runtime,
    memory: Object.assign(Object.create(null) as WebAssembly.Memory, { buffer: copy }),
    sql: { ...runtime.sql, Database: Probe, UTF8ToString, addFunction: patched, _malloc: patched },
  };
}

describe('S3 the VFS in the pinned sql.js', () => {
  const folder = useFolder();

  const surprises: Record<string, Surprise> = {
    'the first member of sqlite3 is not a VFS': (memory, _vfs, database) => memory.setInt32(database, 0, true),
    'the VFS has another name': (memory, vfs) => memory.setUint8(memory.getInt32(vfs + 16, true), 0x58),
    'the VFS is of an unknown version': (memory, vfs) => memory.setInt32(vfs, 99, true),
    'paths have an implausible length': (memory, vfs) => memory.setInt32(vfs + 8, 7, true),
    'files have an implausible size': (memory, vfs) => memory.setInt32(vfs + 4, 1 << 20, true),
  };
  for (const [name, surprise] of Object.entries(surprises)) {
    it(`refuses, and patches nothing, when ${name}`, async () => {
      const { runtime } = await sqlite();
      assert.throws(() => new Vfs(surprising(runtime, surprise)), /unexpected VFS layout/);
    });
  }

  it('understands the module when nothing is surprising', async () => {
    const { runtime } = await sqlite();
    // Only patching is left to do, and that is what the stand-in forbids.
    assert.throws(() => new Vfs(surprising(runtime, () => undefined)), /nothing may be patched/);
  });

  it('puts a store on the disk itself, with the log under a name that no SQLite tool looks for', async () => {
    const store = Store.open({ folder: folder(), ...(await sqlite()) });
    store.commit([() => store.connection.run("insert into streams (name, position, created_at) values ('a', 1, 1)")]);
    assert.ok(readFileSync(join(folder(), `state-${store.generation}.wal`)).includes('a'));
    assert.equal(existsSync(join(folder(), 'state.db-wal')), false);
    assert.deepEqual([...readFileSync(store.layout.database).subarray(18, 20)], [3, 1]);
    store.close({ publish: true });
    assert.deepEqual([...readFileSync(store.layout.database).subarray(18, 20)], [1, 1]);
  });

  it('makes a commit durable with one sync', async () => {
    const store = Store.open({ folder: folder(), ...(await sqlite()) });
    const insert = (name: string) => () =>
      store.connection.run('insert into streams (name, position, created_at) values (?, 1, 1)', [name]);
    // The first commit in a new log syncs the log's header by itself.
    store.commit([insert('first')]);
    const before = store.syncs;
    store.commit(Array.from({ length: 20 }, (_, index) => insert(`stream ${index}`)));
    assert.equal(store.syncs - before, 1);
    store.abandon();
  });

  it('leaves databases in memory alone', async () => {
    const { runtime } = await sqlite();
    const database: Database = new runtime.sql.Database();
    database.exec('create table kept (x); insert into kept values (1)');
    assert.deepEqual(database.exec('select x from kept')[0]?.values, [[1]]);
    database.close();
  });

  it('says why a file cannot be opened', async () => {
    const { vfs } = await sqlite();
    assert.throws(() => vfs.open(publishedFiles(diskFiles, join(folder(), 'missing.db'))), /unable to open/);
    assert.match(String(vfs.lastError), /ENOENT/);
  });

  it('keeps many databases open at once apart', async () => {
    const { runtime, vfs } = await sqlite();
    const stores = ['a', 'b'].map((name) => Store.open({ folder: join(folder(), name), runtime, vfs }));
    stores.forEach(({ connection }, index) => {
      connection.run('insert into streams (name, position, created_at) values (?, 1, 1)', [`only ${index}`]);
    });
    const names = stores.map(({ connection }: { connection: Connection }) =>
      connection.value('select name from streams'),
    );
    assert.deepEqual(names, ['only 0', 'only 1']);
    for (const store of stores) store.close({ publish: false });
  });
});
