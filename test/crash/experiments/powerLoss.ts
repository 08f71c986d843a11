import { Store } from '../../../src/storage/store';
import { StoreLayout } from '../../../src/storage/layout';
import { faultIn, faultInPublished, missingFrom } from '../lib/audit';
import { loadSqlite, type Sqlite } from '../lib/product';
import { Random } from '../lib/random';
import type { Experiment, Report, Settings } from '../lib/report';
import { SimulatedDisk, type Mutation } from '../lib/simulatedDisk';
import { acknowledge, addTask } from '../lib/workload';

const FOLDER = '/w/.task_orchestrator';
const SHORT_RUNS = 50;
const RUNS_A_MINUTE = 500;
/** Each mutation must be noticed within this many runs; most are within a few. */
const RUNS_TO_NOTICE = 200;

const MUTATIONS: readonly Mutation[] = [
  'files are never synced',
  'directories are never synced',
  'the folder of the store is not synced into its parent',
  'the directory is not synced after a log was created',
  'the directory is not synced after state.db was replaced',
  'the copy is not synced before it replaces state.db',
];

interface Tally {
  crashes: number;
  acknowledged: number;
  publishes: number;
  faults: string[];
}

/** Loses power (or the process) at random operations of a simulated disk, several times in a row. */
export const powerLoss: Experiment = {
  name: 'power-loss',
  about: 'a simulated disk that forgets what was not synced',
  async run(report, settings) {
    const sqlite = await loadSqlite();
    await keepsItsPromise(report, settings, sqlite);
    for (const mutation of MUTATIONS) {
      const random = Random.for(settings.seed, mutation);
      let noticed: string | undefined;
      let runs = 0;
      while (noticed === undefined && runs < RUNS_TO_NOTICE) {
        const tally = newTally();
        await crashInARow(new SimulatedDisk(mutation), random, sqlite, tally);
        noticed = tally.faults[0];
        runs++;
      }
      report.expect(`it is noticed when ${mutation}`, noticed !== undefined, () => `not in ${runs} runs`);
      if (noticed !== undefined) report.figure(mutation, `noticed in run ${runs}: ${noticed}`);
    }
  },
};

async function keepsItsPromise(report: Report, settings: Settings, sqlite: Sqlite): Promise<void> {
  const random = Random.for(settings.seed, 'power-loss');
  const runs = settings.long ? Math.ceil(settings.minutes * RUNS_A_MINUTE) : SHORT_RUNS;
  const tally = newTally();
  for (let run = 0; run < runs; run++) {
    const before = tally.faults.length;
    await crashInARow(new SimulatedDisk(), random, sqlite, tally);
    const found = tally.faults.slice(before);
    report.expect('nothing is lost, torn or unreadable after power losses', found.length === 0, () => {
      return `run ${run}: ${found.join('; ')}`;
    });
    if (run % 100 === 99) report.progress(`${run + 1} of ${runs} runs`);
  }
  report.figure('runs', runs);
  report.figure('crashes', tally.crashes);
  report.figure('acknowledged', tally.acknowledged);
  report.figure('publishes', tally.publishes);
}

const newTally = (): Tally => ({ crashes: 0, acknowledged: 0, publishes: 0, faults: [] });

/** One store's life: it works until it crashes, is looked at, and works on from there. */
async function crashInARow(first: SimulatedDisk, random: Random, sqlite: Sqlite, tally: Tally): Promise<void> {
  let disk = first;
  disk.mkdirSync('/w');
  disk.fsyncSync(disk.openSync('/', 'r'));
  const acknowledged = new Map<string, string>();
  const lives = 1 + random.below(5);
  for (let life = 0; life < lives; life++) {
    // Squared, so that crashes soon after the opening are frequent.
    disk.crashAfter(1 + Math.floor(random.next() ** 2 * 220));
    await workUntilCrash(disk, random, sqlite, acknowledged, tally);
    if (!disk.hasCrashed) return;
    tally.crashes++;
    disk = random.chance(0.75) ? disk.afterPowerLoss(random, random.chance(0.7)) : disk.afterKill();
    const fault = look(disk, sqlite, acknowledged);
    if (fault !== undefined) {
      tally.faults.push(fault);
      return;
    }
  }
}

async function workUntilCrash(
  disk: SimulatedDisk,
  random: Random,
  sqlite: Sqlite,
  acknowledged: Map<string, string>,
  tally: Tally,
): Promise<void> {
  let store: Store | undefined;
  try {
    store = Store.open({ folder: FOLDER, files: disk, ...sqlite });
    const { connection } = store;
    let number = Number(connection.value('select coalesce(max(n), 0) from tasks'));
    for (;;) {
      const publishing = random.chance(0.12) ? store.publish() : undefined;
      publishing?.then(
        () => tally.publishes++,
        () => undefined,
      );
      for (let commits = random.below(4); commits > 0; commits--) {
        const batch = Array.from({ length: 1 + random.below(3) }, () => ++number);
        store.commit(batch.map((each) => () => addTask(connection, each, random)));
        for (const each of batch) acknowledge(acknowledged, each);
        tally.acknowledged += batch.length;
        if (publishing && random.chance(0.7)) await Promise.resolve();
      }
      await publishing;
    }
  } catch (error) {
    if (!disk.hasCrashed) tally.faults.push(`failed without a crash: ${String(error)}`);
    // The dead process runs no more; what it still tries to write must not count.
    disk.crash();
    store?.abandon();
  }
}

function look(found: SimulatedDisk, sqlite: Sqlite, acknowledged: ReadonlyMap<string, string>): string | undefined {
  const disk = found.afterKill();
  if (disk.exists(FOLDER)) {
    const published = faultInPublished(sqlite, disk, new StoreLayout(FOLDER));
    if (published !== undefined) return `published file: ${published}`;
  }
  let store: Store | undefined;
  try {
    store = Store.open({ folder: FOLDER, files: disk, ...sqlite });
    const missing = missingFrom(store.connection, acknowledged);
    if (missing.length > 0) return `${missing.length} of ${acknowledged.size} lost`;
    return faultIn(store.connection);
  } catch (error) {
    return `does not open: ${String(error)}`;
  } finally {
    disk.crash();
    store?.abandon();
  }
}
