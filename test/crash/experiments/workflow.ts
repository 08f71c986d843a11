import { setTimeout as pause } from 'node:timers/promises';
import { newWorkspace, removeWorkspace, storeOf } from '../lib/folders';
import { Person } from '../lib/person';
import { Player, type Answers, type PlayerOptions, type Sent } from '../lib/players';
import { startClient } from '../lib/product';
import { Random } from '../lib/random';
import type { Experiment, Report } from '../lib/report';
import { storyOf } from '../lib/story';
import { auditWorkflow } from '../lib/workflowAudit';

const SHORT_KILLS = 10;
const LONG_KILLS = 240;
/** Of one tree; then it is left to come to its end. */
const KILLS_A_TREE = 5;
const END_PATIENCE_MS = 30_000;

interface Tally {
  kills: number;
  leaderKills: number;
  inFlight: number;
  trees: number;
  answers: number;
  visits: number;
}

/** A workflow is played to its end however often its players are killed, and comes out as if nobody had been. */
export const workflow: Experiment = {
  name: 'workflow',
  about: 'players of a scripted workflow are killed anywhere and started again, alone and in pairs',
  async run(report, settings) {
    const random = Random.for(settings.seed, 'workflow');
    const tally: Tally = { kills: 0, leaderKills: 0, inFlight: 0, trees: 0, answers: 0, visits: 0 };
    const undisturbed = await play(report, random, tally, { players: 1, kills: 0, personStays: true });
    const wanted = settings.long ? LONG_KILLS : SHORT_KILLS;
    while (tally.kills < wanted) {
      const kills = Math.min(KILLS_A_TREE, wanted - tally.kills);
      const setting = { players: 1 + (tally.trees % 2), kills, personStays: random.chance(0.4) };
      const story = await play(report, random, tally, setting);
      report.expect('W8 the tree ends as without any kill, no step twice', story === undisturbed, () => {
        return `tree ${tally.trees}: ${firstDifference(story, undisturbed)}`;
      });
      if (settings.long) report.progress(`${tally.kills} kills, ${tally.trees} trees`);
    }
    report.figure('trees played to their end', tally.trees);
    report.figure('players killed', `${tally.kills}, ${tally.leaderKills} of them while they led`);
    report.figure('commands without an answer at a kill', tally.inFlight);
    report.figure('answers held against the store', tally.answers);
    report.figure('windows opened by a person', tally.visits);
  },
};

interface Setting {
  readonly players: number;
  readonly kills: number;
  readonly personStays: boolean;
}

/** Plays one tree to its end and returns what the store says about it then. */
async function play(report: Report, random: Random, tally: Tally, setting: Setting): Promise<string> {
  const workspace = newWorkspace();
  const cast = new Cast(workspace, random, setting.players);
  const person = new Person(workspace, setting.personStays, () => cast.running.some(({ isWaiting }) => isWaiting));
  for (let kill = 0; kill < setting.kills; kill++) await killOne(cast, random, tally);
  await Promise.all(cast.running.map((player) => player.until(() => player.isDone, END_PATIENCE_MS)));
  await Promise.all(cast.all.map(({ ended }) => ended));
  await person.leave();

  const when = `tree ${tally.trees}`;
  const errors = cast.all.flatMap((player) => player.errors);
  report.expect('no player sees an error', errors.length === 0, () => `${when}: ${errors.slice(0, 3).join('; ')}`);
  const answers: Answers = new Map([...cast.all, person].flatMap((one) => [...one.answers]));
  await auditWorkflow(report, storeOf(workspace), answers, when);
  tally.trees++;
  tally.visits += person.visits;
  tally.answers += answers.size;

  const client = startClient(workspace, 'process');
  const { rows } = await client.read('task.children', { parent: null });
  report.expectEqual('the tree is planned once', rows.length, 1, when);
  const story = await storyOf(client, rows[0]?.id ?? '');
  await client.close();
  removeWorkspace(workspace);
  return story;
}

/** The players of one tree, one in each part; a part whose player was killed is taken by the next. */
class Cast {
  readonly all: Player[] = [];
  readonly #parts: Player[];
  readonly #options: Pick<PlayerOptions, 'workspace' | 'door' | 'goal'>;
  readonly #random: Random;

  constructor(workspace: string, random: Random, players: number) {
    this.#options = { workspace, door: 'process', goal: 'release' };
    this.#random = random;
    this.#parts = Array.from({ length: players }, () => this.#start());
  }

  get running(): readonly Player[] {
    return this.#parts;
  }

  /** The next comes at once: under the same name, with what was unanswered, or as somebody who knows nothing. */
  replace(killed: Player): void {
    const isSame = this.#random.chance(0.6);
    this.#parts[this.#parts.indexOf(killed)] = isSame ? this.#start(killed.name, killed.unanswered) : this.#start();
  }

  #start(name = `player${this.all.length}`, unanswered?: Sent): Player {
    const pauseMs = this.#random.pick([0, 0, 5, 20]) ?? 0;
    const seed = this.#random.below(1e9);
    const player = new Player({ ...this.#options, name, seed, pauseMs, unanswered });
    this.all.push(player);
    return player;
  }
}

/** While it starts, between two commands, or with one on its way. */
async function killOne(cast: Cast, random: Random, tally: Tally): Promise<void> {
  const player = random.pick(cast.running)!;
  if (random.chance(0.15)) {
    await pause(random.between(20, 220));
  } else {
    const enough = player.answers.size + 1 + random.below(5);
    // What waits for a person may wait for others too, and then answers come late.
    await player.until(() => player.answers.size >= enough || player.isWaiting || player.isDone);
    if (random.chance(0.6)) await player.until(() => Boolean(player.unanswered) || player.isWaiting || player.isDone);
    await pause(random.between(0, 8));
  }
  if (player.isDone) return;
  await player.kill();
  tally.kills++;
  if (player.role === 'leader') tally.leaderKills++;
  if (player.unanswered) tally.inFlight++;
  cast.replace(player);
}

function firstDifference(story: string, wanted: string): string {
  const lines = wanted.split('\n');
  const at = story.split('\n').findIndex((line, index) => line !== lines[index]);
  return `line ${at + 1}: found ${story.split('\n')[at] ?? 'no more'}, wanted ${lines[at] ?? 'no more'}`;
}
