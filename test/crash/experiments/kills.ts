import { removeWorkspace, newWorkspace, storeOf } from '../lib/folders';
import { audit } from '../lib/audit';
import { Random } from '../lib/random';
import type { Experiment, Report } from '../lib/report';
import { allAcknowledged, Writer, type WriterOptions } from '../lib/writers';

const SHORT_ROUNDS = 12;
const ROUNDS_A_MINUTE = 200;
/** Stores that are worked on at once. */
const LANES = 2;
/** A store that grows for too long makes each look at it slow. */
const ROUNDS_A_STORE = 25;

type Moment = 'work' | 'start' | 'takeover';

const counts = { kills: 0, publishing: 0, start: 0, takeover: 0, acknowledged: 0, lost: 0 };

/** Kills plain processes at random moments; after each kill everything acknowledged must be on disk, once. */
export const kills: Experiment = {
  name: 'kills',
  about: 'kill -9 at random moments: in a commit, in a publish, at start, in a takeover',
  async run(report, settings) {
    const rounds = settings.long ? Math.ceil(settings.minutes * ROUNDS_A_MINUTE) : SHORT_ROUNDS;
    const lanes = Array.from({ length: LANES }, (_, lane) => {
      return killInLane(report, Random.for(settings.seed, `kills ${lane}`), Math.ceil(rounds / LANES));
    });
    await Promise.all(lanes);
    report.figure('kills', `${counts.kills} (${counts.publishing} in a publish, ${counts.start} at start)`);
    report.figure('kills of leader and successor in the takeover', counts.takeover);
    report.figure('acknowledged', counts.acknowledged);
    report.figure('lost', counts.lost);
  },
};

async function killInLane(report: Report, random: Random, rounds: number): Promise<void> {
  for (let done = 0; done < rounds;) {
    const workspace = newWorkspace();
    const writers: Writer[] = [];
    for (let round = 0; round < ROUNDS_A_STORE && done < rounds; round++, done++) {
      await killSome(report, random, workspace, writers);
      if (done % 50 === 49) report.progress(`${counts.kills} kills, ${counts.lost} lost`);
    }
    counts.acknowledged += allAcknowledged(writers).size;
    removeWorkspace(workspace);
  }
}

async function killSome(report: Report, random: Random, workspace: string, past: Writer[]): Promise<void> {
  const moment: Moment = random.chance(0.2) ? 'takeover' : random.chance(0.2) ? 'start' : 'work';
  const options = (): WriterOptions => ({
    workspace,
    door: random.chance(0.5) ? 'host' : 'process',
    name: `w${past.length}`,
    seed: random.below(1e9),
    callers: 1 + random.below(6),
    pauseMs: 0,
    publishEveryMs: random.between(5, 60),
  });
  const start = (): Writer => {
    const writer = new Writer(options());
    past.push(writer);
    return writer;
  };
  const first = start();
  if (moment === 'start') {
    await pause(random.between(20, 220));
    counts.start++;
  } else {
    await first.until(() => first.acknowledged.length > 0);
    if (moment === 'takeover') {
      const second = start();
      await second.until(() => second.acknowledged.length > 0);
      first.signal('SIGKILL');
      await pause(random.between(0, 80));
      await second.kill();
      counts.kills++;
      counts.takeover++;
    } else {
      await pause(random.between(0, 200));
    }
  }
  await first.kill();
  counts.kills++;
  if (first.publishing) counts.publishing++;
  const errors = past.flatMap((writer) => writer.errors.splice(0));
  report.expect('no caller sees an error', errors.length === 0, () => errors.join('; '));
  const result = await audit(report, storeOf(workspace), allAcknowledged(past), `after a kill at ${moment}`);
  counts.lost += result.lost;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
