import { createHash } from 'node:crypto';
import { Store } from '../../../src/storage/store';
import { KeptContent } from '../../../src/workspace/kept/keptContent';
import { loadSqlite, type Sqlite } from '../lib/product';
import { Random } from '../lib/random';
import type { Experiment, Report, Settings } from '../lib/report';
import { SimulatedDisk } from '../lib/simulatedDisk';
import { simulatedObjects, type KeptMutation } from '../lib/simulatedObjects';
import { addTask } from '../lib/workload';

const FOLDER = '/w/.task_orchestrator';
const OBJECTS = `${FOLDER}/objects`;
const SHORT_RUNS = 30;
const RUNS_A_MINUTE = 200;
const RUNS_TO_NOTICE = 200;
const KEEPERS = 2;
/** By chance alone a life hardly ever ends between a name and its sync, which is what matters most. */
const ENDS_AT_NAME = 0.05;
/** Few, so that the same content is kept again and again, alone and with others. */
const CONTENTS = 12;

const MUTATIONS: readonly KeptMutation[] = [
  'contents are not synced',
  'names of contents are not synced',
  'the folder of contents is not synced into the store’s',
  'names that are found are taken for durable',
];

interface Tally {
  crashes: number;
  named: number;
  faults: string[];
}

/** What the store names must be kept, whenever the power goes: contents are written before, alone and in packs, by several at once. */
export const keptPowerLoss: Experiment = {
  name: 'kept-power-loss',
  about: 'kept content on a simulated disk that forgets what was not synced',
  async run(report, settings) {
    const sqlite = await loadSqlite();
    await keepsItsPromise(report, settings, sqlite);
    for (const mutation of MUTATIONS) {
      const random = Random.for(settings.seed, mutation);
      const tally: Tally = { crashes: 0, named: 0, faults: [] };
      let runs = 0;
      while (tally.faults.length === 0 && runs++ < RUNS_TO_NOTICE) await crashInARow(random, sqlite, tally, mutation);
      const [noticed] = tally.faults;
      report.expect(`K1 it is noticed when ${mutation}`, noticed !== undefined, () => `not in ${runs} runs`);
      if (noticed !== undefined) report.figure(mutation, `noticed in run ${runs}: ${noticed}`);
    }
  },
};

async function keepsItsPromise(report: Report, settings: Settings, sqlite: Sqlite): Promise<void> {
  const random = Random.for(settings.seed, 'kept-power-loss');
  const runs = settings.long ? Math.ceil(settings.minutes * RUNS_A_MINUTE) : SHORT_RUNS;
  const tally: Tally = { crashes: 0, named: 0, faults: [] };
  for (let run = 0; run < runs; run++) {
    const before = tally.faults.length;
    await crashInARow(random, sqlite, tally);
    const found = tally.faults.slice(before);
    report.expect('K1 what the store names is kept after power losses', found.length === 0, () => {
      return `run ${run}: ${found.join('; ')}`;
    });
    if (run % 100 === 99) report.progress(`${run + 1} of ${runs} runs`);
  }
  report.figure('runs, crashes, contents named', `${runs}, ${tally.crashes}, ${tally.named}`);
}

async function crashInARow(random: Random, sqlite: Sqlite, tally: Tally, mutation?: KeptMutation): Promise<void> {
  let disk = new SimulatedDisk();
  disk.mkdirSync('/w');
  disk.fsyncSync(disk.openSync('/', 'r'));
  const lives = 2 + random.below(4);
  for (let life = 0; life < lives; life++) {
    disk.crashAfter(20 + Math.floor(random.next() ** 2 * 400));
    await workUntilCrash(disk, random, sqlite, tally, mutation);
    if (!disk.hasCrashed) return;
    tally.crashes++;
    // Where the first process is only killed, the second finds names that are not there to stay.
    const loses = random.chance(life === 0 ? 0.5 : 0.8);
    disk = loses ? disk.afterPowerLoss(random, random.chance(0.7)) : disk.afterKill();
    const fault = await look(disk.afterKill(), sqlite, tally);
    if (fault !== undefined) {
      tally.faults.push(fault);
      return;
    }
  }
}

const contentOf = (n: number): Buffer => Buffer.from(`content ${n}\n`.repeat(1 + n * 7));
const hashOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** Each keeper does what a command does: keeps what it has seen, then names it in a commit. */
async function workUntilCrash(
  disk: SimulatedDisk,
  random: Random,
  sqlite: Sqlite,
  tally: Tally,
  mutation: KeptMutation | undefined,
): Promise<void> {
  let store: Store | undefined;
  try {
    const open = Store.open({ folder: FOLDER, files: disk, ...sqlite });
    store = open;
    const kept = new KeptContent(
      OBJECTS,
      simulatedObjects(disk, mutation, () => random.chance(ENDS_AT_NAME)),
    );
    const { connection } = open;
    let number = Number(connection.value('select coalesce(max(n), 0) from tasks'));
    // The log is there before anything is kept: what its making syncs would be no help to anybody later.
    open.commit([() => addTask(connection, ++number, random, 20)]);
    const keeper = async (): Promise<void> => {
      for (;;) {
        const contents = new Map(
          Array.from({ length: 1 + random.below(7) }, () => {
            const content = contentOf(random.below(CONTENTS));
            return [hashOf(content), content] as const;
          }),
        );
        await kept.keepAll(contents);
        const task = ++number;
        open.commit([
          () => {
            addTask(connection, task, random, 20);
            for (const hash of contents.keys()) {
              connection.run("insert into evidence (task_id, path, expected, hash, at) values (?, ?, 'file', ?, 1)", [
                `t${task}`,
                hash,
                hash,
              ]);
            }
          },
        ]);
      }
    };
    await Promise.all(Array.from({ length: KEEPERS }, keeper));
  } catch (error) {
    if (!disk.hasCrashed) tally.faults.push(`failed without a crash: ${String(error)}`);
    disk.crash();
    store?.abandon();
  }
}

async function look(disk: SimulatedDisk, sqlite: Sqlite, tally: Tally): Promise<string | undefined> {
  let store: Store | undefined;
  try {
    store = Store.open({ folder: FOLDER, files: disk, ...sqlite });
    const named = store.connection.rows('select distinct hash from evidence').map(({ hash }) => String(hash));
    tally.named += named.length;
    const kept = new KeptContent(OBJECTS, simulatedObjects(disk));
    for (const hash of named) {
      if ((await kept.content(hash)) === undefined) return `a content that the store names is not kept`;
    }
    return undefined;
  } catch (error) {
    return `does not open: ${String(error)}`;
  } finally {
    disk.crash();
    store?.abandon();
  }
}
