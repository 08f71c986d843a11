import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Connection } from '../../src/storage/connection';
import { StoreLayout } from '../../src/storage/layout';
import { Store } from '../../src/storage/store';
import { DirectFile } from './directFile';
import { fillDecisions, fillFileOperations, fillEvents, fillRuns, fillTasks, fillVerifications } from './fill';
import { Random } from './random';
import type { StoreShape } from './shape';
import type { Sqlite } from './sqlite';

/**
 * Writes a store of the given shape as one ordinary `state.db`, through the product's own SQLite and schema. Rows go in
 * without a journal and indexes are built at the end, or a large store would take many minutes.
 */
export function generateStore({ runtime, vfs }: Sqlite, target: string, shape: StoreShape): void {
  const folder = join(dirname(target), `unfinished-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  try {
    const layout = new StoreLayout(folder);
    Store.open({ folder, runtime, vfs }).close({ publish: true });
    const refuse = (): never => {
      throw new Error('a store is generated without a log');
    };
    const database = vfs.open({
      openMain: () => new DirectFile(layout.database),
      openWal: refuse,
      hasWal: () => false,
      removeWal: () => undefined,
    });
    const connection = new Connection(database);
    connection.script('pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -400000; begin');
    const indexes = connection.rows("select name, sql from sqlite_master where type = 'index' and sql is not null");
    for (const { name } of indexes) connection.script(`drop index ${String(name)}`);
    fill(connection, shape);
    for (const { sql } of indexes) connection.script(String(sql));
    connection.script('commit');
    connection.freeStatements();
    vfs.close(database);
    renameSync(layout.database, target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function fill(connection: Connection, shape: StoreShape): void {
  const random = new Random(20_261_121);
  fillTasks(connection, shape, random);
  fillRuns(connection, shape, random);
  fillFileOperations(connection, shape, random);
  fillVerifications(connection, shape, random);
  fillDecisions(connection, shape, random);
  fillEvents(connection, shape, random);
}
