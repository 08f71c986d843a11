import type { Database, Statement } from 'sql.js';
import type { Query, SqlParams, SqlValue } from './query';

interface Prepared {
  readonly statement: Statement;
  columns: readonly string[] | undefined;
}

/** Runs statements on one open database, each prepared once. Statements are never iterated across calls. */
export class Connection {
  readonly database: Database;
  readonly #prepared = new Map<string, Prepared>();

  constructor(database: Database) {
    this.database = database;
  }

  run(sql: string, params: SqlParams = []): void {
    const { statement } = this.#prepare(sql);
    try {
      // Ends with a reset of its own when it succeeds.
      statement.run(params as SqlValue[]);
    } catch (error) {
      statement.reset();
      throw error;
    }
  }

  all<Row>(query: Query<Row>, params: SqlParams = []): Row[] {
    return this.rows(query.sql, params).map((row) => query.row.parse(row));
  }

  get<Row>(query: Query<Row>, params: SqlParams = []): Row | undefined {
    return this.all(query, params)[0];
  }

  /** Rows as they come, for statements that have no shape of their own (pragmas, EXPLAIN). */
  rows(sql: string, params: SqlParams = []): Record<string, unknown>[] {
    const prepared = this.#prepare(sql);
    const { statement } = prepared;
    const rows: Record<string, unknown>[] = [];
    try {
      statement.bind(params as SqlValue[]);
      while (statement.step()) {
        const columns = (prepared.columns ??= statement.getColumnNames());
        const values = statement.get();
        const row: Record<string, unknown> = {};
        columns.forEach((column, index) => (row[column] = values[index]));
        rows.push(row);
      }
    } finally {
      statement.reset();
    }
    return rows;
  }

  /** The first column of the first row. */
  value(sql: string, params: SqlParams = []): unknown {
    const [row] = this.rows(sql, params);
    return row === undefined ? undefined : Object.values(row)[0];
  }

  /** Runs a script of statements without parameters. */
  script(sql: string): void {
    this.database.exec(sql);
  }

  freeStatements(): void {
    for (const { statement } of this.#prepared.values()) statement.free();
    this.#prepared.clear();
  }

  #prepare(sql: string): Prepared {
    let prepared = this.#prepared.get(sql);
    if (!prepared) {
      prepared = { statement: this.database.prepare(sql), columns: undefined };
      this.#prepared.set(sql, prepared);
    }
    return prepared;
  }
}
