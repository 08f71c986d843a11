import { copyFileSync, statSync } from 'node:fs';
import { atMost, median, type Figure } from '../figure';
import { takeSample, type Sample } from '../samples';
import type { Benchmark, Report, Setting } from '../setting';
import { taskId } from '../stores/names';
import { openStoreIn, startEngine, workspaceWith } from '../stores/ours';
import { openRival, rivalCopyOf } from '../stores/rival';
import { shapeOfSize } from '../stores/shape';
import { loadSqlite } from '../stores/sqlite';
import { findTask } from '../../src/storage/queries/tasks';
import { INSERT_RUN, UPDATE_TASK, Work } from '../stores/work';

const WAL_BYTES = 64 << 20;
const FIND = 'select title from tasks where id = ?';

/** From nothing to the first answer, each time in a fresh process; files are in the system's cache, as after a reload. */
export const opening: Benchmark = async (setting, report) => {
  const plain = { ours: workspaceWith(setting, setting.big), rival: rivalCopyOf(setting, setting.big) };
  const logged = { ours: await withLog(setting), rival: rivalWithLog(setting) };
  const size = `${setting.bigMb} MB`;
  await measure(setting, report, 'opening', `open ${size}`, plain, 150);
  await measure(setting, report, 'opening', `open ${size}, 64 MB log to recover`, logged, 250);
  await measure(setting, report, 'engine', `engine start to first answer, ${size}`, plain);
  const small = { ours: workspaceWith(setting, setting.small), rival: rivalCopyOf(setting, setting.small) };
  await measure(setting, report, 'engine', 'engine start to first answer, 10 MB', small);
};

async function measure(
  setting: Setting,
  report: Report,
  sample: 'opening' | 'engine',
  what: string,
  paths: { ours: string; rival: string | undefined },
  budgetMs?: number,
): Promise<void> {
  const ours: Record<string, number>[] = [];
  const theirs: Record<string, number>[] = [];
  for (let n = 0; n < (setting.quick ? 3 : 11); n++) {
    ours.push(await takeSample(sample, { side: 'ours', setting, path: paths.ours }));
    if (paths.rival !== undefined && setting.rivalHome !== undefined) {
      theirs.push(await takeSample(sample, { side: 'rival', setting, path: paths.rival }));
    }
  }
  const of = (rows: Record<string, number>[], key: string): number => median(rows.map((row) => row[key]!));
  const total = of(ours, 'total');
  const figure: Figure = { what, unit: 'ms', ours: total, rival: theirs.length > 0 ? of(theirs, 'total') : undefined };
  report({ ...figure, ...(budgetMs === undefined ? {} : atMost(budgetMs, 'ms', total)) });
  if (sample === 'opening') report({ what: '  of it, loading SQLite', unit: 'ms', ours: of(ours, 'loading') });
  else report({ what: '  longest stall of the main thread', unit: 'ms', ours: of(ours, 'stall') });
}

/** Store and first question in the thread that asks. A killed process leaves the log as it is, so nothing changes. */
export const openingSample: Sample = async ({ side, setting, path }) => {
  const start = performance.now();
  if (side === 'rival') {
    openRival(setting, path)?.rows(FIND, [taskId(0)]);
    return { total: performance.now() - start };
  }
  const sqlite = await loadSqlite(setting.wasmFile);
  const loading = performance.now() - start;
  const store = openStoreIn(sqlite, path);
  if (!findTask(store.connection, taskId(0))) throw new Error('the task is missing');
  return { loading, total: performance.now() - start };
};

/** The whole engine: its thread, the election, the store, the first question. */
export const engineSample: Sample = async ({ side, setting, path }) => {
  if (side === 'rival') return openingSample({ side, setting, path });
  let stall = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    stall = Math.max(stall, now - last - 1);
    last = now;
  }, 1);
  await new Promise((resolve) => setTimeout(resolve, 50));
  stall = 0;
  const start = performance.now();
  const engine = startEngine(setting, path);
  if (!(await engine.read('task.get', { id: taskId(0) }))) throw new Error('the task is missing');
  const total = performance.now() - start;
  clearInterval(timer);
  return { total, stall };
};

/** A workspace whose engine was killed with 64 MB in its log. */
async function withLog(setting: Setting): Promise<string> {
  const workspace = workspaceWith(setting, setting.big);
  const store = openStoreIn(await loadSqlite(setting.wasmFile), workspace);
  const work = new Work(17, shapeOfSize(setting.bigMb).tasks);
  while (store.walBytes < WAL_BYTES) {
    store.commit(
      Array.from({ length: 64 }, () => () => {
        const [insert, update] = work.insertAndUpdate();
        store.connection.run(INSERT_RUN, insert);
        store.connection.run(UPDATE_TASK, update);
      }),
    );
  }
  store.abandon();
  return workspace;
}

function rivalWithLog(setting: Setting): string | undefined {
  const live = rivalCopyOf(setting, setting.big);
  const rival = openRival(setting, live);
  if (!rival) return undefined;
  rival.database.pragma('wal_autocheckpoint = 0');
  const work = new Work(17, shapeOfSize(setting.bigMb).tasks);
  rival.run(UPDATE_TASK, ['waiting', 0, taskId(0)]);
  while (statSync(`${live}-wal`).size < WAL_BYTES) {
    rival.run('begin immediate');
    for (let n = 0; n < 64; n++) {
      const [insert, update] = work.insertAndUpdate();
      rival.run(INSERT_RUN, insert);
      rival.run(UPDATE_TASK, update);
    }
    rival.run('commit');
  }
  // Copied while it is open: closing would fold the log into the file.
  const killed = rivalCopyOf(setting, live);
  copyFileSync(`${live}-wal`, `${killed}-wal`);
  rival.database.close();
  return killed;
}
