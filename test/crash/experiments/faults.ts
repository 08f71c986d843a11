import { Store } from '../../../src/storage/store';
import { faultIn, missingFrom } from '../lib/audit';
import { FaultyFiles } from '../lib/faultyFiles';
import { loadSqlite, type Sqlite } from '../lib/product';
import { Random } from '../lib/random';
import type { Experiment, Report } from '../lib/report';
import { SimulatedDisk } from '../lib/simulatedDisk';
import { acknowledge, addTask } from '../lib/workload';
import { faultyLeader } from './faultyLeader';
import { refusedPublish } from './refusedPublish';

const FOLDER = '/w/.task_orchestrator';
const STEPS = 60;
const RUNS_TO_NOTICE = 200;
const SHORT_RUNS = 40;
const RUNS_A_MINUTE = 200;

const tally = { faults: 0, commits: 0, failedCommits: 0, failedOpens: 0, failedPublishes: 0, kept: 0 };

/** Disks that fill up, break and lie: a caller may be told of a failure, but never of a success that is not one. */
export const faults: Experiment = {
  name: 'faults',
  about: 'ENOSPC, EIO, short writes, failed syncs, refused renames',
  async run(report, settings) {
    const random = Random.for(settings.seed, 'faults');
    const sqlite = await loadSqlite();
    const runs = settings.long ? Math.ceil(settings.minutes * RUNS_A_MINUTE) : SHORT_RUNS;
    for (let run = 0; run < runs; run++) {
      const fault = await workOnFaultyDisk(random, sqlite);
      report.expect(
        'nothing acknowledged is lost or torn by faults',
        fault === undefined,
        () => `run ${run}: ${fault}`,
      );
      if (run % 100 === 99) report.progress(`${run + 1} of ${runs} runs`);
    }
    report.figure('runs', runs);
    report.figure('injected faults', tally.faults);
    report.figure('commits', `${tally.commits}, and ${tally.failedCommits} failed`);
    report.figure('failed opens', tally.failedOpens);
    report.figure('failed publishes', tally.failedPublishes);
    report.figure('commits reported as failed that were kept (the id makes that harmless)', tally.kept);
    await noticesTrust(report, Random.for(settings.seed, 'trust'), sqlite);
    await refusedPublish(report, random, sqlite);
    await faultyLeader(report, random, sqlite, settings.long ? 400 : 40);
  },
};

/** Without the log being written anew after a failed sync something must go missing, or nothing here looks at it. */
async function noticesTrust(report: Report, random: Random, sqlite: Sqlite): Promise<void> {
  let noticed: string | undefined;
  for (let run = 0; run < RUNS_TO_NOTICE && noticed === undefined; run++) {
    noticed = await workOnFaultyDisk(random, sqlite, false);
  }
  report.expect('it is noticed when a log is trusted after a failed sync', noticed !== undefined);
}

async function workOnFaultyDisk(random: Random, sqlite: Sqlite, distrustLog = true): Promise<string | undefined> {
  const disk = new SimulatedDisk();
  disk.mkdirSync('/w');
  disk.fsyncSync(disk.openSync('/', 'r'));
  const files = new FaultyFiles(disk, random);
  const acknowledged = new Map<string, string>();
  const doubtful = new Map<string, string>();
  let store: Store | undefined = Store.open({ folder: FOLDER, files, ...sqlite });
  files.chance = random.between(0.005, 0.05);
  for (let number = 1; number <= STEPS; number++) {
    try {
      store ??= Store.open({ folder: FOLDER, files, ...sqlite, distrustLog });
    } catch {
      tally.failedOpens++;
      continue;
    }
    const current: Store = store;
    try {
      const outcomes = current.commit([() => addTask(current.connection, number, random)]);
      const [outcome] = outcomes;
      if (!outcome?.ok) return `a disk error was taken for the command's own: ${String(outcome?.error)}`;
      acknowledge(acknowledged, number);
      tally.commits++;
    } catch {
      acknowledge(doubtful, number);
      tally.failedCommits++;
    }
    if (!current.isClosed && random.chance(0.15)) await current.publish().catch(() => tally.failedPublishes++);
    if (current.isClosed) store = undefined;
  }
  files.chance = 0;
  tally.faults += files.faults;
  store?.abandon();
  const left = random.chance(0.5) ? disk.afterPowerLoss(random, random.chance(0.5)) : disk;
  return lookAt(left, sqlite, acknowledged, doubtful);
}

function lookAt(
  disk: SimulatedDisk,
  sqlite: Sqlite,
  acknowledged: ReadonlyMap<string, string>,
  doubtful: ReadonlyMap<string, string>,
): string | undefined {
  try {
    const store = Store.open({ folder: FOLDER, files: disk, ...sqlite });
    const missing = missingFrom(store.connection, acknowledged);
    const fault = faultIn(store.connection);
    tally.kept += doubtful.size - missingFrom(store.connection, doubtful).length;
    store.abandon();
    return missing.length > 0 ? `${missing.length} of ${acknowledged.size} lost (${missing.join()})` : fault;
  } catch (error) {
    return `does not open: ${String(error)}`;
  }
}
