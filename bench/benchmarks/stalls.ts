import { setTimeout as wait } from 'node:timers/promises';
import type { EngineClient } from '../../src/engine/client';
import { childrenOf } from '../../src/storage/queries/tasks';
import { atMost, median, percentile } from '../figure';
import type { Benchmark, Report, Setting } from '../setting';
import { taskId } from '../stores/names';
import { ACTOR, startEngine, workspaceWith } from '../stores/ours';
import { openRival, productConnection, rivalCopyOf } from '../stores/rival';
import { shapeOfSize } from '../stores/shape';
import { INSERT_RUN, UPDATE_TASK, Work } from '../stores/work';
import { watchStalls } from '../stallWatch';

const PAGE = 1_000;
/** Transactions before each publish, a few ten MB of log; the engine publishes by itself at a quarter of the store. */
const LOGGED = 1_000;

/** What the thread that renders, and what other commits, notice of the engine's heavy work. */
export const stalls: Benchmark = async (setting, report) => {
  const engine = startEngine(setting, workspaceWith(setting, setting.big));
  await engine.read('task.get', { id: taskId(0) });
  await quiet(report);
  await largeReads(setting, engine, report);
  await publishing(setting, engine, report);
  await engine.close();
};

async function quiet(report: Report): Promise<void> {
  const stall = watchStalls();
  await wait(2_000);
  report({ what: 'main thread idle, longest stall', unit: 'ms', ours: stall().longest });
}

async function largeReads(setting: Setting, engine: EngineClient, report: Report): Promise<void> {
  const times: number[] = [];
  const stall = watchStalls();
  for (let n = 0; n < (setting.quick ? 30 : 200); n++) {
    const start = performance.now();
    const { rows } = await engine.read('task.children', { parent: taskId(0), limit: PAGE });
    if (rows.length !== PAGE) throw new Error(`a page of ${rows.length} rows`);
    times.push(performance.now() - start);
    await wait(5);
  }
  const { longest, p99 } = stall();
  // On the rival's side the rows are read by the thread that renders, so all of it is a stall.
  const theirs = rivalReads(setting);
  const rival = theirs && median(theirs);
  report({ what: `a page of ${PAGE} rows, duration p50`, unit: 'ms', ours: median(times), rival });
  report({
    what: `a page of ${PAGE} rows, longest stall of the main thread`,
    unit: 'ms',
    ours: longest,
    rival: theirs && Math.max(...theirs),
    ...atMost(16, 'ms', longest),
  });
  report({ what: `a page of ${PAGE} rows, p99 stall`, unit: 'ms', ours: p99 });
}

function rivalReads(setting: Setting): number[] | undefined {
  const rival = openRival(setting, rivalCopyOf(setting, setting.big));
  if (!rival) return undefined;
  const connection = productConnection(rival);
  const times = Array.from({ length: setting.quick ? 30 : 200 }, () => {
    const start = performance.now();
    childrenOf(connection, taskId(0), undefined, PAGE);
    return performance.now() - start;
  });
  rival.database.close();
  return times;
}

async function publishing(setting: Setting, engine: EngineClient, report: Report): Promise<void> {
  const work = new Work(29, shapeOfSize(setting.bigMb).tasks);
  const create = async (): Promise<number> => {
    const start = performance.now();
    await engine.execute('task.create', { title: 'bench', parent: work.someTask() }, { actor: ACTOR });
    return performance.now() - start;
  };
  // The first publish of a day is followed by a backup, which is not what is measured here.
  await engine.publish();
  const durations: number[] = [];
  const stallsMs: number[] = [];
  const longestCommits: number[] = [];
  const commits: number[] = [];
  for (let n = 0; n < (setting.quick ? 2 : 7); n++) {
    await Promise.all(Array.from({ length: LOGGED }, create));
    const stall = watchStalls();
    const start = performance.now();
    const before = durations.length;
    const done = engine.publish().then(() => durations.push(performance.now() - start));
    const during: number[] = [];
    while (durations.length === before) during.push(await create());
    await done;
    stallsMs.push(stall().longest);
    longestCommits.push(Math.max(...during));
    commits.push(...during);
  }
  const theirs = rivalCheckpoints(setting, durations.length);
  const rival = theirs && median(theirs);
  const size = `${setting.bigMb} MB`;
  report({ what: `publish ${size}, duration p50`, unit: 'ms', ours: median(durations), rival });
  report({
    what: `publish ${size}, longest stall of the main thread`,
    unit: 'ms',
    ours: Math.max(...stallsMs),
    rival: theirs && Math.max(...theirs),
    ...atMost(16, 'ms', Math.max(...stallsMs)),
  });
  report({ what: `publish ${size}, p50 commit during it`, unit: 'ms', ours: median(commits) });
  report({ what: `publish ${size}, longest commit, p50`, unit: 'ms', ours: median(longestCommits), rival });
  report({ what: `publish ${size}, p99.5 commit`, unit: 'ms', ours: percentile(commits, 99.5) });
}

/** The rival's counterpart: as many pages go from its log into its file, on the thread that asked for it. */
function rivalCheckpoints(setting: Setting, rounds: number): number[] | undefined {
  const rival = openRival(setting, rivalCopyOf(setting, setting.big));
  if (!rival) return undefined;
  rival.database.pragma('wal_autocheckpoint = 0');
  const work = new Work(31, shapeOfSize(setting.bigMb).tasks);
  const times = Array.from({ length: rounds }, () => {
    rival.run('begin immediate');
    for (let n = 0; n < LOGGED; n++) {
      const [insert, update] = work.insertAndUpdate();
      rival.run(INSERT_RUN, insert);
      rival.run(UPDATE_TASK, update);
    }
    rival.run('commit');
    const start = performance.now();
    rival.database.pragma('wal_checkpoint(truncate)');
    return performance.now() - start;
  });
  rival.database.close();
  return times;
}
