import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '../../../src/storage/connection';
import { migrate, schemaVersion } from '../../../src/storage/migrate';
import { migrations, SCHEMA_VERSION } from '../../../src/storage/migrations';
import { openStore } from '../../../src/storage/openStore';
import { sqlite, useFolder } from './harness';

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;

describe('S7 the schema', () => {
  const folder = useFolder();

  it('has migrations numbered one by one', () => {
    assert.deepEqual(
      migrations.map(({ version }) => version),
      migrations.map((_, index) => index + 1),
    );
  });

  it('is brought up to date in steps, and only by what is missing', async () => {
    const { runtime } = await sqlite();
    const connection = new Connection(new runtime.sql.Database());
    const first = { version: 1, name: 'one', sql: 'create table a (x)' };
    const second = { version: 2, name: 'two', sql: 'alter table a add column y' };
    migrate(connection, [first]);
    migrate(connection, [first, second]);
    assert.equal(schemaVersion(connection), 2);
    assert.equal(connection.value("select count(*) from pragma_table_info('a')"), 2);
  });

  it('stays as it was when a step fails half way', async () => {
    const { runtime } = await sqlite();
    const connection = new Connection(new runtime.sql.Database());
    const broken = { version: 1, name: 'broken', sql: 'create table a (x); create table a (x)' };
    assert.throws(() => migrate(connection, [broken]));
    assert.equal(schemaVersion(connection), 0);
    assert.equal(connection.value("select count(*) from sqlite_master where name = 'a'"), 0);
  });

  it('of an older store takes cancelled steps out of what counts as done', async () => {
    const { runtime } = await sqlite();
    const connection = new Connection(new runtime.sql.Database());
    migrate(connection, migrations.slice(0, 7));
    const add = (id: string, parent: string | null, status: string, [leaves, done, children]: number[], deleted = 0) =>
      connection.script(`insert into tasks (id, parent_id, root_id, depth, position, title, status, state, leaves,
        leaves_done, children, created_at, updated_at, state_at, deleted_at)
        values ('${id}', ${parent === null ? 'null' : `'${parent}'`}, 'root', 0, 1, 'T', '${status}', '${status}',
        ${leaves}, ${done}, ${children}, 1, 1, 1, ${deleted === 0 ? 'null' : deleted})`);
    add('root', null, 'in_progress', [4, 3, 3]);
    add('done', 'root', 'completed', [1, 1, 0]);
    add('open', 'root', 'pending', [1, 0, 0]);
    add('part', 'root', 'cancelled', [2, 2, 2]);
    add('first', 'part', 'cancelled', [1, 1, 0]);
    add('second', 'part', 'cancelled', [1, 1, 0]);
    add('gone', 'root', 'cancelled', [1, 1, 0], 5);
    migrate(connection);
    const counts = connection.rows('select id, leaves, leaves_done as done from tasks order by n');
    assert.deepEqual(
      counts.map(({ id, leaves, done }) => [id, leaves, done]),
      [
        ['root', 2, 1],
        ['done', 1, 1],
        ['open', 1, 0],
        ['part', 0, 0],
        ['first', 0, 0],
        ['second', 0, 0],
        ['gone', 0, 0],
      ],
    );
  });

  it('of an older store is migrated after a backup, which holds what was in the log', async () => {
    const options = { folder: join(folder(), 'store'), ...(await sqlite()) };
    const old = await openStore(options);
    old.commit([() => old.connection.run("insert into streams (name, position, created_at) values ('Docs', 1, 1)")]);
    old.connection.script(`
      pragma foreign_keys = off;
      drop table commands;
      pragma user_version = 0;
    `);
    const tables = old.connection.rows(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'",
    );
    for (const { name } of tables) {
      if (!/^(_store|streams)$|_text_/.test(String(name)))
        old.connection.script(`drop table if exists "${String(name)}"`);
    }
    old.connection.script('alter table streams rename to old_streams');
    old.abandon();

    const migrated = await openStore(options);
    assert.equal(migrated.schema, SCHEMA_VERSION);
    assert.equal(migrated.connection.value('select name from old_streams'), 'Docs');
    migrated.close({ publish: true });
    const backups = readdirSync(join(options.folder, 'backups'));
    assert.equal(backups.filter((name) => name.endsWith('-schema-0.db')).length, 1);
  });

  it('of a newer store is refused, and the store is left as it is', async () => {
    const options = { folder: join(folder(), 'store'), ...(await sqlite()) };
    const store = await openStore(options);
    store.connection.script(`pragma user_version = ${SCHEMA_VERSION + 1}`);
    store.close({ publish: true });
    await assert.rejects(openStore(options), (error) => codeOf(error) === 'store_newer');
    await assert.rejects(openStore(options), (error) => codeOf(error) === 'store_newer');
  });
});
