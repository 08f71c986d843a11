import { StoreLayout } from '../../../src/storage/layout';
import { Store } from '../../../src/storage/store';
import { faultIn } from '../lib/audit';
import { loadSqlite, type Sqlite } from '../lib/product';
import { Random } from '../lib/random';
import type { Experiment, Report } from '../lib/report';
import { SimulatedDisk } from '../lib/simulatedDisk';
import { addTask } from '../lib/workload';

const FOLDER = '/w/.task_orchestrator';
const COMMITS = 3;
/** Of SQLite's log format: a header, then frames of a header and a page each. */
const LOG_HEADER = 32;
const FRAME = 24 + 4096;
const SHORT_CUTS = 800;

interface Recorded {
  readonly disk: SimulatedDisk;
  readonly path: string;
  readonly log: Uint8Array;
  /** Where in the log each commit was durable. */
  readonly ends: readonly number[];
}

/** A log that ends anywhere, with and without rubbish behind: what comes back is the commits that were whole. */
export const logCuts: Experiment = {
  name: 'log-cuts',
  about: 'the log cut at every byte (in a short run: around all edges, and samples), bare and with rubbish behind it',
  async run(report, settings) {
    const random = Random.for(settings.seed, 'log-cuts');
    const sqlite = await loadSqlite();
    const recorded = record(sqlite, random);
    const cuts = settings.long
      ? Array.from({ length: recorded.log.length + 1 }, (_, at) => at)
      : someCuts(recorded.log.length, random);
    for (let at = 0; at < LOG_HEADER; at++) recover(report, sqlite, recorded, ...spoil(recorded.log, at, random));
    cuts.forEach((cut, index) => {
      recover(report, sqlite, recorded, recorded.log.subarray(0, cut), cut);
      if (index % 8 === 0) recover(report, sqlite, recorded, ...spoil(recorded.log, cut, random));
      if (index % 10_000 === 9_999) report.progress(`${index + 1} of ${cuts.length} cuts`);
    });
    report.figure('log', `${recorded.log.length} bytes, ${COMMITS} commits`);
    report.figure('cuts', cuts.length);
  },
};

function record(sqlite: Sqlite, random: Random): Recorded {
  const disk = new SimulatedDisk();
  disk.mkdirSync('/w');
  const store = Store.open({ folder: FOLDER, files: disk, ...sqlite });
  const ends: number[] = [];
  for (let number = 1; number <= COMMITS; number++) {
    store.commit([() => addTask(store.connection, number, random, 0)]);
    ends.push(store.walBytes);
  }
  const path = new StoreLayout(FOLDER).wal(store.generation);
  const log = disk.content(path);
  store.abandon();
  return { disk, path, log, ends };
}

function someCuts(length: number, random: Random): number[] {
  const cuts = new Set([0, 1, LOG_HEADER - 1, LOG_HEADER, LOG_HEADER + 1, length - 1, length]);
  for (let frame = LOG_HEADER; frame <= length; frame += FRAME) {
    for (const near of [-1, 0, 1, 8, 23, 24, 25, 512]) if (frame + near <= length) cuts.add(frame + near);
  }
  while (cuts.size < SHORT_CUTS) cuts.add(random.below(length));
  return [...cuts];
}

/** What a torn write may leave: other bytes from some point on, or one bit that is wrong there. */
function spoil(log: Uint8Array, at: number, random: Random): [log: Uint8Array, wholeUpTo: number] {
  const oneBit = random.chance(0.5);
  const spoilt = log.map((byte, index) => (index < at || (oneBit && index > at) ? byte : byte ^ (oneBit ? 1 : 0x5a)));
  return [spoilt, at];
}

function recover(report: Report, sqlite: Sqlite, recorded: Recorded, log: Uint8Array, cut: number): void {
  const disk = recorded.disk.afterKill();
  disk.put(recorded.path, log);
  const wanted = recorded.ends.filter((end) => end <= cut).length;
  let store: Store | undefined;
  let fault: string | undefined;
  try {
    store = Store.open({ folder: FOLDER, files: disk, ...sqlite, cacheKb: 1024 });
    const found = store.connection.rows('select id from commands order by at').map(({ id }) => id);
    const prefix = Array.from({ length: wanted }, (_, index) => `c${index + 1}`);
    if (JSON.stringify(found) !== JSON.stringify(prefix)) fault = `${found.join()} instead of ${prefix.join()}`;
    // The whole check takes longer than all the rest; a sample of it does.
    else if (cut % 64 === 0) fault = faultIn(store.connection);
  } catch (error) {
    fault = String(error);
  } finally {
    store?.abandon();
  }
  if (cut < LOG_HEADER && log.length > LOG_HEADER) {
    // Frames follow, so the header was whole once; to take the log for an empty one would lose them without a word.
    report.expect(
      'a log whose header is spoilt is refused',
      (fault ?? '').includes('the header of the log is damaged'),
      () => {
        return `at ${cut}: ${fault}`;
      },
    );
    return;
  }
  const kind = log.length > cut ? 'a log that is spoilt' : 'a log that is cut';
  report.expect(`${kind} gives exactly the commits that were whole`, fault === undefined, () => `at ${cut}: ${fault}`);
}
