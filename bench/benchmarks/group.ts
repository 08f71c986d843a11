import type { EngineClient } from '../../src/engine/client';
import { Effects } from '../../src/engine/effects';
import { executeOnce } from '../../src/engine/execution';
import { atLeast, atMost, median } from '../figure';
import type { Benchmark, Report, Setting } from '../setting';
import type { Store } from '../../src/storage/store';
import { ACTOR, openStoreAsLeader, startEngine, workspaceWith } from '../stores/ours';
import { openRival, productConnection, rivalCopyOf, type Rival } from '../stores/rival';
import { shapeOfSize } from '../stores/shape';
import { loadSqlite } from '../stores/sqlite';
import { Work } from '../stores/work';

const CALLERS = [1, 4, 16, 64, 256] as const;
const BATCH = 64;

/** Many callers at once: through the engine as they come, and as ready batches on the bare store. */
export const group: Benchmark = async (setting, report) => {
  await throughTheEngine(setting, report);
  await inBatches(setting, report);
};

async function throughTheEngine(setting: Setting, report: Report): Promise<void> {
  const engine = startEngine(setting, workspaceWith(setting, setting.big));
  const work = new Work(11, shapeOfSize(setting.bigMb).tasks);
  const rates = new Map<number, number[]>();
  await commandsPerSecond(engine, work, 16, 500);
  for (let round = 0; round < (setting.quick ? 2 : 5); round++) {
    for (const callers of CALLERS) {
      const rate = await commandsPerSecond(engine, work, callers, setting.quick ? 500 : 1_200);
      rates.set(callers, [...(rates.get(callers) ?? []), rate]);
    }
  }
  await engine.close();
  const serial = rates.get(1)!;
  for (const callers of CALLERS) {
    const found = rates.get(callers)!;
    report({ what: `engine, ${callers} callers of task.create`, unit: '/s', ours: median(found) });
    if (callers === 1) continue;
    const gain = median(found.map((rate, index) => rate / serial[index]!));
    report({
      what: `engine, ${callers} callers to serial`,
      unit: '×',
      ours: gain,
      ...(callers === 64 && setting.fsyncMs === 1 ? atLeast(10, '×', gain) : {}),
      ...(callers === 64 && setting.fsyncMs !== 1 ? { budget: '≥ 10 × at 1 ms' } : {}),
    });
  }
}

async function commandsPerSecond(engine: EngineClient, work: Work, callers: number, ms: number): Promise<number> {
  const start = performance.now();
  let done = 0;
  const caller = async (): Promise<void> => {
    while (performance.now() - start < ms) {
      const { input, commandId } = work.createTask();
      await engine.execute('task.create', input as { title: string }, { actor: ACTOR, requestId: commandId });
      done++;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return done / ((performance.now() - start) / 1000);
}

async function inBatches(setting: Setting, report: Report): Promise<void> {
  const { tasks } = shapeOfSize(setting.bigMb);
  const store = await openStoreAsLeader(await loadSqlite(setting.wasmFile), workspaceWith(setting, setting.big));
  const rival = openRival(setting, rivalCopyOf(setting, setting.big));
  const ourWork = new Work(13, tasks);
  const rivalWork = new Work(13, tasks);
  const ours: number[] = [];
  const theirs: number[] = [];
  // The first commit of a log syncs its header besides.
  commitOurs(store, ourWork, 1);
  const before = store.syncs;
  const batches = setting.quick ? 10 : 60;
  for (let n = 0; n < batches; n++) {
    ours.push(
      unitsPerSecond(() => {
        commitOurs(store, ourWork, BATCH);
      }),
    );
    if (rival) theirs.push(unitsPerSecond(() => commitBatch(rival, rivalWork)));
  }
  const syncs = (store.syncs - before) / batches;
  store.close({ publish: false });
  rival?.database.close();
  report({
    what: `store, batches of ${BATCH} task.create`,
    unit: '/s',
    ours: median(ours),
    rival: rival && median(theirs),
    ratio: rival && median(ours.map((rate, index) => rate / theirs[index]!)),
  });
  report({ what: `store, syncs a batch of ${BATCH}`, unit: '', ours: syncs, ...atMost(1, '', syncs) });
}

function unitsPerSecond(batch: () => void): number {
  const start = performance.now();
  batch();
  return BATCH / ((performance.now() - start) / 1000);
}

function commitOurs(store: Store, work: Work, size: number): void {
  const { connection } = store;
  const effects = new Effects();
  const outcomes = store.commit(
    Array.from({ length: size }, () => () => executeOnce(connection, work.createTask(), 'process', effects)),
    () => effects.index(connection),
  );
  if (outcomes.some(({ ok }) => !ok)) throw new Error('a unit failed');
}

/** As ours: each unit can fail without taking the others along. */
function commitBatch(rival: Rival, work: Work): void {
  const connection = productConnection(rival);
  const effects = new Effects();
  rival.run('begin immediate');
  for (let n = 0; n < BATCH; n++) {
    rival.run('savepoint unit');
    executeOnce(connection, work.createTask(), 'process', effects);
    rival.run('release unit');
  }
  effects.index(connection);
  rival.run('commit');
}
