import { inspect } from '../../../src/storage/base';
import type { Connection } from '../../../src/storage/connection';
import { diskFiles, statIfThere, type StoreFiles } from '../../../src/storage/files';
import type { StoreLayout } from '../../../src/storage/layout';
import { Store } from '../../../src/storage/store';
import { sqliteProgram } from './cli';
import { CONSISTENCY, isConsistent } from './consistency';
import { copyStore, removeWorkspace } from './folders';
import { loadSqlite, type Sqlite } from './product';
import type { Report } from './report';

/** Whether the database is whole by SQLite's own judgement and by ours; otherwise what is wrong with it. */
export function faultIn(connection: Connection): string | undefined {
  const verdict = connection.value('pragma integrity_check');
  if (verdict !== 'ok') return `integrity_check: ${String(verdict)}`;
  const [row] = connection.rows(CONSISTENCY);
  return isConsistent(row) ? undefined : `tables disagree: ${JSON.stringify(row)}`;
}

/** The published file alone, without any log, as a backup program or a person finds it. */
export function faultInPublished(sqlite: Sqlite, files: StoreFiles, layout: StoreLayout): string | undefined {
  if (statIfThere(files, layout.database) === undefined) return undefined;
  try {
    return inspect(sqlite.vfs, files, layout.database, faultIn);
  } catch (error) {
    return String(error);
  }
}

/** Whatever of the acknowledged commands the store does not hold as it was acknowledged. */
export function missingFrom(connection: Connection, acknowledged: ReadonlyMap<string, string>): string[] {
  const held = new Map(
    connection
      .rows("select id, json_extract(result, '$.task') as task from commands")
      .map(({ id, task }) => [String(id), String(task)]),
  );
  return [...acknowledged].filter(([command, task]) => held.get(command) !== task).map(([command]) => command);
}

export interface AuditResult {
  readonly tasks: number;
  readonly lost: number;
}

/** Everything that must be true of a store on disk after its processes are gone. Works on a copy. */
export async function audit(
  report: Report,
  layout: StoreLayout,
  acknowledged: ReadonlyMap<string, string>,
  when: string,
): Promise<AuditResult> {
  const sqlite = await loadSqlite();
  if (statIfThere(diskFiles, layout.folder) === undefined) {
    report.expectEqual('there is a store where something was acknowledged', acknowledged.size, 0);
    return { tasks: 0, lost: acknowledged.size };
  }
  const published = faultInPublished(sqlite, diskFiles, layout);
  report.expect('state.db alone is whole and consistent', published === undefined, () => `${when}: ${published}`);
  auditWithProgram(report, layout, when);

  const copy = copyStore(layout);
  try {
    const store = Store.open({ folder: copy.layout.folder, ...sqlite });
    const fault = faultIn(store.connection) ?? textFault(store);
    report.expect('the store is whole, its tables agree, nothing is there twice', fault === undefined, () => {
      return `${when}: ${fault}`;
    });
    const missing = missingFrom(store.connection, acknowledged);
    report.expect('every acknowledged command is there', missing.length === 0, () => {
      return `${when}: ${missing.length} of ${acknowledged.size} lost, the first is ${missing[0]}`;
    });
    const tasks = Number(store.connection.value('select count(*) from tasks'));
    store.abandon();
    return { tasks, lost: missing.length };
  } catch (error) {
    report.expect('the store opens', false, () => `${when}: ${String(error)}`);
    return { tasks: 0, lost: acknowledged.size };
  } finally {
    removeWorkspace(copy.workspace);
  }
}

/** The full-text index against the rows that it indexes; the check is a write, so it needs the whole store. */
function textFault(store: Store): string | undefined {
  const [outcome] = store.commit([
    () => store.connection.script("insert into tasks_text (tasks_text) values ('integrity-check')"),
  ]);
  return outcome?.ok ? undefined : 'the full-text index differs from the tasks';
}

function auditWithProgram(report: Report, layout: StoreLayout, when: string): void {
  if (!sqliteProgram || statIfThere(diskFiles, layout.database) === undefined) return;
  const { row, error } = sqliteProgram.check(layout.database);
  report.expect(
    'the sqlite3 program finds state.db whole and consistent',
    error === undefined && isConsistent(row),
    () => {
      return `${when}: ${error ?? JSON.stringify(row)}`;
    },
  );
}
