import { childrenOf, findTask } from '../../src/storage/queries/tasks';
import { atMost, percentile } from '../figure';
import type { Benchmark, Setting } from '../setting';
import { RUN_EVERY_MS, STARTED_AT } from '../stores/fill';
import { FILES, filePath, taskId, traceId } from '../stores/names';
import { openStoreIn, startEngine, workspaceWith } from '../stores/ours';
import { openRival, productConnection, rivalCopyOf } from '../stores/rival';
import { FULL, RUNS_PER_TRACE } from '../stores/shape';
import { commonWord } from '../stores/random';
import { loadSqlite } from '../stores/sqlite';

const BUDGET_MS = 20;

interface Question {
  readonly what: string;
  readonly times: number;
  readonly sql: string;
  readonly params: (n: number) => readonly (string | number)[];
  /** The product's own function for it, where there is one yet: on both sides, with its parsing of each row. */
  readonly product?: (connection: Connection, n: number) => unknown;
  readonly rows?: number;
  /** Reports over all runs have none. */
  readonly hasBudget?: false;
}

type Connection = Parameters<typeof findTask>[0];

const someTask = (n: number): string => taskId((n * 7_919) % FULL.tasks);
const someTrace = (n: number): string => traceId((n * 7_919) % (FULL.runs / RUNS_PER_TRACE));

const runColumns = `span_id, trace_id, task_id, task_name, role, attempt, status, runner, actor, started_at, ended_at,
  duration_ms, error_type, error_message, stack_hash`;

const questions: readonly Question[] = [
  {
    what: 'task by id',
    times: 2_000,
    sql: 'select * from tasks where id = ? and deleted_at is null',
    params: (n) => [someTask(n)],
    product: (connection, n) => findTask(connection, someTask(n)),
  },
  {
    what: 'children of a task, 50',
    times: 500,
    sql: `select * from tasks where parent_id = ? and deleted_at is null and (position, n) > (-1, 0)
      order by position, n limit 50`,
    params: () => [taskId(0)],
    product: (connection) => childrenOf(connection, taskId(0), undefined, 50),
    rows: 50,
  },
  {
    what: 'children of a task, 1,000',
    times: 50,
    sql: `select * from tasks where parent_id = ? and deleted_at is null and (position, n) > (-1, 0)
      order by position, n limit 1000`,
    params: () => [taskId(0)],
    product: (connection) => childrenOf(connection, taskId(0), undefined, 1_000),
    rows: 1_000,
  },
  {
    what: 'runs, newest 50 of a time',
    times: 500,
    sql: `select ${runColumns} from runs where started_at < ? order by started_at desc limit 50`,
    params: (n) => [STARTED_AT + ((100 + n * 7_919) % FULL.runs) * RUN_EVERY_MS],
  },
  {
    what: 'runs of a task',
    times: 1_000,
    sql: `select ${runColumns} from runs where task_id = ? order by attempt`,
    params: (n) => [someTask(n)],
  },
  {
    what: 'runs by trace',
    times: 1_000,
    sql: `select ${runColumns} from runs where trace_id = ? order by started_at`,
    params: (n) => [someTrace(n)],
    rows: RUNS_PER_TRACE,
  },
  {
    what: 'last failed, 50',
    times: 500,
    sql: `select ${runColumns} from runs where status = 'failed' order by started_at desc limit 50`,
    params: () => [],
    rows: 50,
  },
  {
    // From one stack to the next along the index, instead of over all failures.
    what: 'last failed of each stack, 50',
    times: 50,
    sql: `with recursive stacks (hash) as (
        select min(stack_hash) from runs where stack_hash > ''
        union all
        select (select min(stack_hash) from runs where stack_hash > hash) from stacks where hash is not null
      )
      select hash, (select max(started_at) from runs where stack_hash = hash) as last
      from stacks where hash is not null order by last desc limit 50`,
    params: () => [],
    rows: 50,
  },
  {
    what: 'error patterns: all failures counted by stack',
    times: 10,
    sql: `select stack_hash, count(*) as failures, min(started_at) as first, max(started_at) as last from runs
      where stack_hash is not null group by stack_hash order by failures desc limit 50`,
    params: () => [],
    rows: 50,
    hasBudget: false,
  },
  {
    what: 'history of a file, 50',
    times: 500,
    sql: 'select * from file_operations where path = ? order by n desc limit 50',
    params: (n) => [filePath((n * 13) % FILES)],
  },
  {
    what: 'pending tasks by priority, 50',
    times: 500,
    sql: "select id, title, priority from tasks where status = 'pending' order by priority desc, n limit 50",
    params: () => [],
    rows: 50,
  },
  {
    what: 'full text, two words, 20',
    times: 200,
    sql: `select t.id, t.title from tasks_text x join tasks t on t.n = x.docid where tasks_text match ? limit 20`,
    params: () => [`${commonWord(3)} ${commonWord(7)}`],
    rows: 20,
  },
];

/** Questions at 100,000 tasks and 1,000,000 runs, in the thread that holds the store, and through the engine. */
export const queries: Benchmark = async (setting, report) => {
  const workspace = workspaceWith(setting, setting.full);
  const store = openStoreIn(await loadSqlite(setting.wasmFile), workspace);
  const rival = openRival(setting, rivalCopyOf(setting, setting.full));
  for (const { what, times, sql, params, product, rows, hasBudget } of questions) {
    const { connection } = store;
    const found = connection.rows(sql, params(0)).length;
    if (rows !== undefined && found !== rows) throw new Error(`${what}: ${found} rows`);
    const count = setting.quick ? Math.ceil(times / 10) : times;
    const ours = measure(count, (n) => (product ? product(connection, n) : connection.rows(sql, params(n))));
    const theirs =
      rival && measure(count, (n) => (product ? product(productConnection(rival), n) : rival.rows(sql, params(n))));
    const budget = hasBudget === false ? {} : atMost(BUDGET_MS, 'ms', ours);
    report({ what: `${what}, p50`, unit: 'ms', ours, rival: theirs, ...budget });
  }
  store.close({ publish: false });
  rival?.database.close();
  await throughTheEngine(setting, workspace, report);
};

async function throughTheEngine(setting: Setting, workspace: string, report: Parameters<Benchmark>[1]): Promise<void> {
  const engine = startEngine(setting, workspace);
  const times: number[] = [];
  for (let n = 0; n < (setting.quick ? 300 : 3_000); n++) {
    const start = performance.now();
    await engine.read('task.get', { id: someTask(n) });
    times.push(performance.now() - start);
  }
  await engine.close();
  report({ what: 'task by id through the engine, p50', unit: 'ms', ours: percentile(times, 50) });
  report({ what: 'task by id through the engine, p99', unit: 'ms', ours: percentile(times, 99) });
}

/** p50 after a tenth of the repetitions has warmed caches and the compiler. */
function measure(count: number, ask: (n: number) => unknown): number {
  for (let n = 0; n < count / 10; n++) ask(n);
  const times: number[] = [];
  for (let n = 0; n < count; n++) {
    const start = performance.now();
    ask(n);
    times.push(performance.now() - start);
  }
  return percentile(times, 50);
}
