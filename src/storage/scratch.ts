import { Connection } from './connection';
import { migrate } from './migrate';
import type { SqliteRuntime } from './sqlite/runtime';

/** An empty store in memory, for questions asked where nothing is kept yet: they get their true, empty answers. */
export class Scratch {
  readonly connection: Connection;

  constructor(runtime: SqliteRuntime) {
    this.connection = new Connection(new runtime.sql.Database());
    migrate(this.connection);
  }
}
