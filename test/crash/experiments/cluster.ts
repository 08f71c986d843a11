import { audit } from '../lib/audit';
import { newWorkspace, removeWorkspace, storeOf } from '../lib/folders';
import { Random } from '../lib/random';
import { percentile, type Experiment, type Report } from '../lib/report';
import { allAcknowledged, Writer } from '../lib/writers';

const PROCESSES = 4;
const SHORT_MS = 6_000;
const LONG_LEADER_KILLS = 200;
const SETTLE_MS = 5_000;
/** A store of its own for so many leaders, so that looking at it does not take longer than filling it. */
const LEADERS_A_STORE = 50;

interface Tally {
  leaderKills: number;
  followerKills: number;
  stops: number;
  acknowledged: number;
  lost: number;
  readonly takeovers: number[];
}

/** Several processes write at once while leaders and followers are killed and stopped. */
export const cluster: Experiment = {
  name: 'cluster',
  about: '4 processes write, leaders and followers are killed, leaders stopped and continued',
  async run(report, settings) {
    const random = Random.for(settings.seed, 'cluster');
    const tally: Tally = { leaderKills: 0, followerKills: 0, stops: 0, acknowledged: 0, lost: 0, takeovers: [] };
    const giveUpAt = Date.now() + (settings.long ? settings.minutes * 60_000 : SHORT_MS);
    const enough = (): boolean => Date.now() > giveUpAt && (!settings.long || tally.leaderKills >= LONG_LEADER_KILLS);
    while (!enough()) {
      const until = tally.leaderKills + LEADERS_A_STORE;
      await disturb(report, random, tally, () => enough() || tally.leaderKills >= until);
      if (settings.long) report.progress(`${tally.leaderKills} leaders killed`);
    }
    const { takeovers } = tally;
    const at = (fraction: number): string => percentile(takeovers, fraction).toFixed(0);
    report.figure('killed', `${tally.leaderKills} leaders, ${tally.followerKills} followers; stopped ${tally.stops}`);
    report.figure('acknowledged', tally.acknowledged);
    report.figure('lost', tally.lost);
    report.figure(
      'takeover, kill to next answer',
      `p50 ${at(0.5)}, p90 ${at(0.9)}, max ${at(1)} ms (${takeovers.length})`,
    );
    report.expect('leaders were killed', tally.leaderKills > 0);
  },
};

async function disturb(report: Report, random: Random, tally: Tally, isOver: () => boolean): Promise<void> {
  const workspace = newWorkspace();
  const all: Writer[] = [];
  const start = (): Writer => {
    const writer = new Writer({
      workspace,
      door: all.length % 2 === 0 ? 'host' : 'process',
      name: `p${all.length}`,
      seed: random.below(1e9),
      callers: 3,
      pauseMs: 8,
      publishEveryMs: 300,
    });
    all.push(writer);
    return writer;
  };
  const running = (): Writer[] => all.filter((writer) => writer.isRunning);
  for (let each = 0; each < PROCESSES; each++) start();
  await Promise.all(all.map((writer) => writer.until(() => writer.acknowledged.length > 0)));

  while (!isOver()) {
    await pause(random.between(60, 300));
    const [leader] = running().filter(({ role }) => role === 'leader');
    const followers = running().filter(({ role }) => role === 'follower');
    const fate = random.next();
    if (fate < 0.6 && leader) {
      if (random.chance(0.2)) stopFor(random.pick(followers), random.between(50, 400), tally);
      await killLeader(leader, all, tally);
      start();
    } else if (fate < 0.8) {
      const follower = random.pick(followers);
      if (!follower) continue;
      await follower.kill();
      tally.followerKills++;
      start();
    } else {
      stopFor(leader, random.between(50, 600), tally);
    }
  }
  await settle(report, running);
  await Promise.all(running().map((writer) => writer.kill()));
  const errors = all.flatMap((writer) => writer.errors);
  report.expect(
    'no caller sees an error',
    errors.length === 0,
    () => `${errors.length}: ${errors.slice(0, 3).join('; ')}`,
  );
  const acknowledged = allAcknowledged(all);
  tally.acknowledged += acknowledged.size;
  tally.lost += (await audit(report, storeOf(workspace), acknowledged, 'after the disturbance')).lost;
  removeWorkspace(workspace);
}

/** Measures until a survivor gets an answer from a new leader; what the old one had sent before its death is no answer. */
async function killLeader(leader: Writer, all: readonly Writer[], tally: Tally): Promise<void> {
  const survivors = all.filter((writer) => writer !== leader && writer.isRunning);
  const counts = new Map(survivors.map((writer) => [writer, writer.acknowledged.length]));
  const killedAt = Date.now();
  await leader.kill();
  tally.leaderKills++;
  const answeredAt = (): number | undefined => {
    const successor = Math.min(...survivors.map(({ ledSince }) => (ledSince >= killedAt ? ledSince : Infinity)));
    const times = survivors.flatMap((writer) => writer.acknowledged.slice(counts.get(writer)).map(({ at }) => at));
    const answers = times.filter((at) => at >= successor);
    return answers.length > 0 ? Math.min(...answers) : undefined;
  };
  const giveUpAt = killedAt + SETTLE_MS;
  while (answeredAt() === undefined && Date.now() < giveUpAt) await pause(5);
  const answered = answeredAt();
  if (answered !== undefined) tally.takeovers.push(answered - killedAt);
}

function stopFor(writer: Writer | undefined, ms: number, tally: Tally): void {
  if (!writer) return;
  writer.signal('SIGSTOP');
  tally.stops++;
  setTimeout(() => writer.signal('SIGCONT'), ms);
}

/** Whoever is left must get answers again. */
async function settle(report: Report, running: () => Writer[]): Promise<void> {
  await pause(700);
  for (const writer of running()) {
    const before = writer.acknowledged.length;
    const answered = await writer
      .until(() => writer.acknowledged.length > before, SETTLE_MS)
      .then(
        () => true,
        () => false,
      );
    report.expect(
      'every survivor goes on writing',
      answered,
      () => `${writer.name} is ${writer.role}, ${writer.problem}`,
    );
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
