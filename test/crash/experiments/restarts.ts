import { readdirSync } from 'node:fs';
import type { OwnDoor } from '../../../src/engine/protocol';
import type { StoreLayout } from '../../../src/storage/layout';
import { audit } from '../lib/audit';
import { newWorkspace, removeWorkspace, storeOf } from '../lib/folders';
import { Random } from '../lib/random';
import type { Experiment, Report } from '../lib/report';
import { allAcknowledged, Writer } from '../lib/writers';

const SHORT_MS = 6_000;
/** A new store often: the very first commit is one of the moments that matter. */
const ROUNDS_A_STORE = 6;
/** What a window needs to start and to knock, at most; later it finds a program that has opened the store. */
const KNOCK_MS = 500;

const LOOKS = 6;

const counts = { looks: 0, kills: 0, knocks: 0, acknowledged: 0 };

/** Programs are killed and started again at once, windows come and go; no answer may be out of date. */
export const restarts: Experiment = {
  name: 'restarts',
  about: 'what is killed and started again asks at once for what had been acknowledged',
  async run(report, settings) {
    const random = Random.for(settings.seed, 'restarts');
    const until = Date.now() + (settings.long ? settings.minutes * 60_000 : SHORT_MS);
    while (Date.now() < until) await restartInOneStore(report, random);
    report.figure('kills', counts.kills);
    report.figure('windows that knocked while a program was opening the store', counts.knocks);
    report.figure('answers held against what had been acknowledged', counts.looks);
    report.figure('acknowledged', counts.acknowledged);
  },
};

async function restartInOneStore(report: Report, random: Random): Promise<void> {
  const workspace = newWorkspace();
  const layout = storeOf(workspace);
  const all: Writer[] = [];
  const start = (door: OwnDoor): Writer => {
    const name = `p${all.length}`;
    const seed = random.below(1e9);
    const writer = new Writer({ workspace, door, name, seed, callers: 1, pauseMs: 5, looks: LOOKS });
    all.push(writer);
    return writer;
  };
  for (let round = 0; round < ROUNDS_A_STORE; round++) {
    // The first task of a writer with one caller has no parent.
    const before = all.flatMap(({ acknowledged: [first] }) => (first ? [first.task] : []));
    const epoch = highestEpoch(layout);
    const program = start('process');
    if (before.length > 0 && random.chance(0.5)) {
      await untilElected(layout, epoch, program);
      program.signal('SIGSTOP');
      start('host');
      await pause(random.between(KNOCK_MS / 2, KNOCK_MS));
      program.signal('SIGCONT');
      counts.knocks++;
    } else {
      await pause(random.between(0, 20));
      start(random.chance(0.5) ? 'host' : 'process');
    }
    const together = all.slice(all.indexOf(program));
    // Sometimes the next ones come before any of these has written, or has even opened the store.
    if (random.chance(0.85)) {
      await Promise.all(together.map((writer) => writer.until(() => writer.acknowledged.length > 0)));
    }
    await pause(random.between(0, 30));
    await Promise.all(together.map((writer) => writer.kill()));
    counts.kills += together.length;
    for (const writer of together) compare(report, writer, before);
  }
  const errors = all.flatMap((writer) => writer.errors);
  report.expect('no caller sees an error', errors.length === 0, () => errors.slice(0, 3).join('; '));
  const acknowledged = allAcknowledged(all);
  counts.acknowledged += acknowledged.size;
  await audit(report, layout, acknowledged, 'after the restarts');
  removeWorkspace(workspace);
}

function compare(report: Report, { name, found }: Writer, before: readonly string[]): void {
  for (const tasks of found) {
    counts.looks++;
    const missing = before.filter((task) => !tasks.has(task));
    report.expect('an answer holds all that was acknowledged before', missing.length === 0, () => {
      return `${name}: ${missing.length} of ${before.length} are missing`;
    });
  }
}

async function untilElected(layout: StoreLayout, before: number, candidate: Writer): Promise<void> {
  while (highestEpoch(layout) <= before && candidate.isRunning) await pause(1);
}

/** The number in the name of the newest leader's socket. */
function highestEpoch(layout: StoreLayout): number {
  try {
    return Math.max(0, ...readdirSync(layout.run).map((name) => Number(/^leader-(\d+)/.exec(name)?.[1] ?? 0)));
  } catch {
    return 0;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
