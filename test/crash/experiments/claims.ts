import type { EngineClient } from '../../../src/engine/client';
import { Claimer } from '../lib/claimers';
import { newWorkspace, removeWorkspace } from '../lib/folders';
import { startClient } from '../lib/product';
import type { Experiment, Report } from '../lib/report';

const PROCESSES = 4;
const SHORT = { races: 60, drained: 60 };
const LONG = { races: 1_000, drained: 1_000 };
const DRAIN_PATIENCE_MS = 60_000;

/** Several processes want the same task at the same moment. */
export const claims: Experiment = {
  name: 'claims',
  about: `${PROCESSES} processes claim the same tasks at once, then take from one list until it is empty`,
  async run(report, settings) {
    const { races, drained } = settings.long ? LONG : SHORT;
    const workspace = newWorkspace();
    const client = startClient(workspace, 'process');
    const raced = await planList(client, 'raced', races);
    const list = await planList(client, 'drained', drained);
    const claimers = Array.from(
      { length: PROCESSES },
      (_, index) => new Claimer({ workspace, name: `claimer${index}` }),
    );
    await Promise.all(claimers.map((claimer) => claimer.until(() => claimer.role !== undefined)));
    for (const task of raced.tasks) await race(report, client, claimers, task);
    await drain(report, client, claimers, list);
    report.figure('won, by process', claimers.map(({ won }) => won.size).join(', '));
    report.figure('taken from the list, by process', claimers.map((claimer) => claimer.drained.length).join(', '));
    await Promise.all(claimers.map((claimer) => claimer.kill()));
    await client.close();
    removeWorkspace(workspace);
  },
};

interface List {
  readonly root: string;
  readonly tasks: readonly string[];
}

async function planList(client: EngineClient, goal: string, count: number): Promise<List> {
  const steps = Array.from({ length: count }, (_, index) => ({ title: `step ${index}` }));
  const { task, steps: made } = await client.execute('task.plan', { goal, steps }, { actor: 'agent:planner/1' });
  return { root: task, tasks: Object.values(made) };
}

async function race(report: Report, client: EngineClient, claimers: readonly Claimer[], task: string): Promise<void> {
  for (const claimer of claimers) claimer.claim(task);
  await Promise.all(claimers.map((claimer) => claimer.until(() => claimer.hasTried(task))));
  const winners = claimers.filter(({ won }) => won.has(task));
  report.expectEqual('C1 one process wins', winners.length, 1, task);
  const winner = winners[0]?.actor ?? 'nobody';
  for (const { lost } of claimers) {
    const loss = lost.get(task);
    if (!loss) continue;
    const isTold = loss.code === 'claim_held' && loss.message.startsWith(`${winner} has held ${task}`);
    report.expect('C1 the others are told who holds it', isTold, () => `${loss.code}: ${loss.message}`);
  }
  await expectHolder(report, client, task, winner);
}

/** What the store says must be what the processes were told. */
async function expectHolder(report: Report, client: EngineClient, task: string, winner: string): Promise<void> {
  const { claim } = await client.read('task.show', { task });
  report.expectEqual('C1 the store names the winner', [claim?.actor, claim?.attempt], [winner, 1], task);
}

async function drain(report: Report, client: EngineClient, claimers: readonly Claimer[], list: List): Promise<void> {
  for (const claimer of claimers) claimer.drain(list.root);
  await Promise.all(claimers.map((claimer) => claimer.until(() => claimer.isDrained, DRAIN_PATIENCE_MS)));
  const given = claimers.flatMap(({ drained }) => drained);
  report.expectEqual('N1 each task of a list is given once', [...given].sort(), [...list.tasks].sort());
  for (const claimer of claimers) {
    for (const task of claimer.drained) await expectHolder(report, client, task, claimer.actor);
  }
  const errors = claimers.flatMap((claimer) => claimer.errors);
  report.expect('no process sees an error', errors.length === 0, () => errors.slice(0, 3).join('; '));
}
