import { setImmediate as turn } from 'node:timers/promises';
import { Effects } from '../../src/engine/effects';
import { executeOnce } from '../../src/engine/execution';
import type { Store } from '../../src/storage/store';
import { atMost, median, percentile, type Figure } from '../figure';
import type { Benchmark, Setting } from '../setting';
import { openStoreAsLeader, workspaceWith } from '../stores/ours';
import { openRival, productConnection, rivalCopyOf, type Rival } from '../stores/rival';
import { shapeOfSize } from '../stores/shape';
import { loadSqlite, type Sqlite } from '../stores/sqlite';
import { INSERT_RUN, UPDATE_TASK, Work } from '../stores/work';

const TRANSACTIONS = ['insert + update', 'task.create'] as const;
type Transaction = (typeof TRANSACTIONS)[number];

interface Side {
  commit(): void;
  /** Whatever a product does between two commits. */
  between?(): Promise<void>;
  close(): void;
}

interface Round {
  readonly perSecond: number;
  readonly p50: number;
}

/**
 * Serial durable commits, ours and the rival's in turns, so that both meet the same moods of the machine. Both include
 * what they do about their log: the rival checkpoints at 1,000 pages, ours publishes as its engine would.
 */
export const commits: Benchmark = async (setting, report) => {
  const sqlite = await loadSqlite(setting.wasmFile);
  for (const transaction of TRANSACTIONS) {
    const small = await compare(setting, sqlite, transaction, setting.small, 10);
    const big = await compare(setting, sqlite, transaction, setting.big, setting.bigMb);
    for (const [size, { ours, rival }] of [
      ['10 MB', small],
      [`${setting.bigMb} MB`, big],
    ] as const) {
      report(rateFigure(setting, `serial commits, ${transaction}, ${size}`, ours, rival));
      report({
        what: `one commit p50, ${transaction}, ${size}`,
        unit: 'µs',
        ours: median(ours.map(({ p50 }) => p50)),
        rival: rival && median(rival.map(({ p50 }) => p50)),
      });
    }
    const growth = median(big.ours.map(({ p50 }) => p50)) / median(small.ours.map(({ p50 }) => p50));
    const rivalGrowth =
      big.rival && small.rival && median(big.rival.map(({ p50 }) => p50)) / median(small.rival.map(({ p50 }) => p50));
    report({
      what: `one commit, ${transaction}: ${setting.bigMb} MB to 10 MB`,
      unit: '×',
      ours: growth,
      rival: rivalGrowth,
      ...atMost(2, '×', growth),
    });
  }
};

function rateFigure(setting: Setting, what: string, ours: Round[], rival: Round[] | undefined): Figure {
  const ratio = rival && median(ours.map((round, index) => round.perSecond / rival[index]!.perSecond));
  // The bar is set at a sync of 1 ms; with a faster one the processor decides, with a slower one the disk does.
  const judged = ratio !== undefined && setting.fsyncMs === 1;
  return {
    what,
    unit: '/s',
    ours: median(ours.map(({ perSecond }) => perSecond)),
    rival: rival && median(rival.map(({ perSecond }) => perSecond)),
    ratio,
    budget: '≥ 0.95 × at 1 ms',
    met: judged ? ratio >= 0.95 : undefined,
  };
}

async function compare(setting: Setting, sqlite: Sqlite, transaction: Transaction, source: string, mb: number) {
  const { tasks } = shapeOfSize(mb);
  const store = await openStoreAsLeader(sqlite, workspaceWith(setting, source));
  const ours = ourSide(store, transaction, new Work(7, tasks));
  const database = openRival(setting, rivalCopyOf(setting, source));
  const theirs = database && rivalSide(database, transaction, new Work(7, tasks));
  const rounds = setting.quick ? 5 : 15;
  const results: { ours: Round[]; rival: Round[] } = { ours: [], rival: [] };
  await runRound(ours, 100);
  if (theirs) await runRound(theirs, 100);
  for (let n = 0; n < rounds; n++) {
    results.ours.push(await runRound(ours, 300));
    if (theirs) results.rival.push(await runRound(theirs, 300));
  }
  ours.close();
  theirs?.close();
  return { ours: results.ours, rival: theirs ? results.rival : undefined };
}

async function runRound(side: Side, count: number): Promise<Round> {
  const times: number[] = [];
  const start = performance.now();
  for (let n = 0; n < count; n++) {
    const before = performance.now();
    side.commit();
    times.push((performance.now() - before) * 1000);
    await side.between?.();
  }
  return { perSecond: count / ((performance.now() - start) / 1000), p50: percentile(times, 50) };
}

function ourSide(store: Store, transaction: Transaction, work: Work): Side {
  const { connection } = store;
  let publishing: Promise<void> | undefined;
  return {
    commit() {
      const request = transaction === 'task.create' ? work.createTask() : undefined;
      const [insert, update] = request ? [] : work.insertAndUpdate();
      const effects = new Effects();
      const [outcome] = store.commit(
        [
          () => {
            if (request) {
              executeOnce(connection, request, 'process', effects);
            } else {
              connection.run(INSERT_RUN, insert);
              connection.run(UPDATE_TASK, update);
            }
          },
        ],
        () => effects.index(connection),
      );
      if (!outcome?.ok) throw new Error(`the unit failed: ${String(outcome?.error)}`, { cause: outcome?.error });
    },
    async between() {
      // The rule of src/engine/publisher.ts for work that does not pause.
      if (store.walBytes >= Math.max(16 << 20, store.bytes / 4)) {
        publishing ??= store.publish().finally(() => (publishing = undefined));
      }
      if (publishing) await turn();
    },
    close: () => store.close({ publish: false }),
  };
}

function rivalSide(rival: Rival, transaction: Transaction, work: Work): Side {
  const connection = productConnection(rival);
  return {
    commit() {
      const request = transaction === 'task.create' ? work.createTask() : undefined;
      const [insert, update] = request ? [] : work.insertAndUpdate();
      rival.run('begin immediate');
      if (request) {
        const effects = new Effects();
        executeOnce(connection, request, 'process', effects);
        effects.index(connection);
      } else {
        rival.run(INSERT_RUN, insert);
        rival.run(UPDATE_TASK, update);
      }
      rival.run('commit');
    },
    close: () => rival.database.close(),
  };
}
