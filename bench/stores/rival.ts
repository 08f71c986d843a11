import { constants, copyFileSync, mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Connection } from '../../src/storage/connection';
import type { Query } from '../../src/storage/query';
import type { Setting } from '../setting';

/** What is used of better-sqlite3, whose types the product does not install. */
export interface RivalDatabase {
  prepare(sql: string): RivalStatement;
  exec(sql: string): unknown;
  pragma(source: string): unknown;
  close(): unknown;
}

export interface RivalStatement {
  run(...params: readonly unknown[]): unknown;
  get(...params: readonly unknown[]): unknown;
  all(...params: readonly unknown[]): unknown[];
}

type RivalConstructor = new (path: string) => RivalDatabase;

/** Keeps each statement, as ours does. */
export class Rival {
  readonly database: RivalDatabase;
  readonly #prepared = new Map<string, RivalStatement>();

  constructor(database: RivalDatabase) {
    this.database = database;
  }

  prepare(sql: string): RivalStatement {
    let prepared = this.#prepared.get(sql);
    if (!prepared) {
      prepared = this.database.prepare(sql);
      this.#prepared.set(sql, prepared);
    }
    return prepared;
  }

  run(sql: string, params: readonly unknown[] = []): void {
    this.prepare(sql).run(...params);
  }

  rows(sql: string, params: readonly unknown[] = []): unknown[] {
    return this.prepare(sql).all(...params);
  }
}

/**
 * Opens a database as our store opens its own: WAL, a sync for each commit, the same cache. Checkpoints stay as
 * better-sqlite3 does them by default. Undefined where it is not installed.
 */
export function openRival(setting: Setting, path: string): Rival | undefined {
  if (setting.rivalHome === undefined) return undefined;
  const Database = createRequire(setting.rivalHome)('better-sqlite3') as RivalConstructor;
  const database = new Database(path);
  database.pragma('journal_mode = wal');
  database.pragma('synchronous = full');
  database.pragma('cache_size = -32768');
  database.pragma('temp_store = memory');
  database.pragma('foreign_keys = on');
  return new Rival(database);
}

export function rivalCopyOf(setting: Setting, source: string): string {
  const path = join(mkdtempSync(join(setting.work, 'rival-')), 'state.db');
  copyFileSync(source, path, constants.COPYFILE_FICLONE);
  return path;
}

/** Lets the product's own commands and queries run on the rival: same code, same checks, another SQLite underneath. */
export function productConnection(rival: Rival): Connection {
  const connection = {
    run: (sql: string, params: readonly unknown[] = []) => rival.run(sql, params),
    rows: (sql: string, params: readonly unknown[] = []) => rival.rows(sql, params),
    all: <Row>(query: Query<Row>, params: readonly unknown[] = []) =>
      rival.rows(query.sql, params).map((row) => query.row.parse(row)),
    get: <Row>(query: Query<Row>, params: readonly unknown[] = []) => {
      const row = rival.prepare(query.sql).get(...params);
      return row === undefined ? undefined : query.row.parse(row);
    },
    value: (sql: string, params: readonly unknown[] = []) => {
      const [row] = rival.rows(sql, params) as Record<string, unknown>[];
      return row === undefined ? undefined : Object.values(row)[0];
    },
  };
  return connection as unknown as Connection;
}
