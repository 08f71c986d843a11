import type { StoreLayout } from '../../../src/storage/layout';
import type { Connection } from '../../../src/storage/connection';
import { Store } from '../../../src/storage/store';
import { recount } from '../../unit/orchestrator/sequences/recount';
import { digestOf } from './digest';
import { copyStore, removeWorkspace } from './folders';
import type { Answers } from './players';
import { loadSqlite } from './product';
import type { Report } from './report';

/** Each hold of a task has the next number, and of those that have not ended there is one at most. */
const MISCOUNTED_CLAIMS = `select task_id from claims group by task_id
  having count(*) <> max(attempt) or count(*) <> count(distinct attempt) or sum(ended_at is null) > 1`;

/** Everything that must be true of the store of a workflow after its processes are gone. Works on a copy. */
export async function auditWorkflow(report: Report, layout: StoreLayout, answers: Answers, when: string) {
  const sqlite = await loadSqlite();
  const copy = copyStore(layout);
  try {
    const store = Store.open({ folder: copy.layout.folder, ...sqlite });
    const { connection } = store;
    report.expectEqual('the database is whole', connection.value('pragma integrity_check'), 'ok', when);
    expectAnswers(report, connection, answers, when);
    report.expectEqual('every hold of a task has its number', connection.rows(MISCOUNTED_CLAIMS), [], when);
    const fault = faultOf(() => recount(connection));
    report.expect('a recount finds what is kept', fault === undefined, () => `${when}: ${fault}`);
    store.abandon();
  } finally {
    removeWorkspace(copy.workspace);
  }
}

function expectAnswers(report: Report, connection: Connection, answers: Answers, when: string): void {
  const kept = new Map(
    connection.rows('select id, result from commands').map(({ id, result }) => [String(id), digestOf(String(result))]),
  );
  const lost = [...answers].filter(([id, digest]) => kept.get(id) !== digest).map(([id]) => id);
  report.expect('W8 all that was answered is there, as it was answered', lost.length === 0, () => {
    return `${when}: ${lost.length} of ${answers.size}, the first is ${lost[0]}`;
  });
}

function faultOf(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return String(error);
  }
}
