import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineClient } from '../../src/engine/client';
import { atMost, median, percentile, type Figure } from '../figure';
import { takeSample, type Sample } from '../samples';
import type { Benchmark, Report, Setting } from '../setting';
import { ACTOR, startEngine } from '../stores/ours';
import { claim, fillWithPlans, finish, plan } from '../stores/plans';

/** What the core of the system before did on such a machine, per second and in milliseconds; measured once, outside. */
const BEFORE = { plan: 635, claim: 684, finishOf10: 280, finishOf200: 50, statusMs: 670, startMs: 500 } as const;

const MB = 1_000_000;
/** Tasks in the store: one-task operations must cost the same in all of them. */
const SIZES = [100, 2_000, 20_000] as const;
const LARGE = [10_000, 100_000] as const;
const WIDE_PLAN = 5_000;

/** What agents and people do with tasks, through the engine's client and with everything synced; rival: the system before. */
export const workflow: Benchmark = async (setting, report) => {
  await inSmallStore(setting, report);
  await acrossSizes(setting, report);
  for (const tasks of setting.quick ? LARGE.slice(0, 1) : LARGE) await inLargeStore(setting, report, tasks);
};

const emptyWorkspace = (setting: Setting): string => mkdtempSync(join(setting.work, 'workspace-'));

async function inSmallStore(setting: Setting, report: Report): Promise<void> {
  const engine = startEngine(setting, emptyWorkspace(setting));
  const rounds = setting.quick ? 20 : 200;
  await plan(engine, 'warm up', 10);
  const trees: (readonly string[])[] = [];
  const plans = await timed(rounds, async (n) => trees.push(await plan(engine, `goal ${n}`, 10)));
  report(rate('plan with 10 steps', plans, BEFORE.plan));
  const narrow = await claimAndFinish(engine, trees.flat().slice(0, rounds * 2));
  report(rate('claim', narrow.claims, BEFORE.claim));
  report(rate('finish, among 10 siblings', narrow.finishes, BEFORE.finishOf10));
  const wide = await claimAndFinish(engine, await plan(engine, 'wide', 200));
  report(rate('finish, among 200 siblings', wide.finishes, BEFORE.finishOf200));
  const huge = await timed(setting.quick ? 1 : 3, (n) => plan(engine, `huge ${n}`, WIDE_PLAN));
  report({ what: `plan with ${WIDE_PLAN} steps`, unit: 'ms', ours: median(huge) });
  await engine.close();
}

async function acrossSizes(setting: Setting, report: Report): Promise<void> {
  const medians: number[] = [];
  for (const tasks of SIZES) {
    const engine = startEngine(setting, emptyWorkspace(setting));
    await fillWithPlans(engine, tasks);
    const trees: (readonly string[])[] = [];
    for (let n = 0; n < (setting.quick ? 3 : 20); n++) trees.push(await plan(engine, `more ${n}`, 10));
    const { claims, reports, finishes } = await claimAndFinish(engine, trees.flat());
    const all = [...claims, ...reports, ...finishes];
    medians.push(median(all));
    report({ what: `claim, progress, finish: each, p50, ${tasks} tasks`, unit: 'ms', ours: median(all) });
    report({ what: '  p99', unit: 'ms', ours: percentile(all, 99) });
    await engine.close();
  }
  const growth = medians.at(-1)! / medians[0]!;
  report({ what: `  at ${SIZES.at(-1)} tasks to ${SIZES[0]}`, unit: '×', ours: growth, ...atMost(1.5, '×', growth) });
}

async function inLargeStore(setting: Setting, report: Report, tasks: number): Promise<void> {
  const workspace = emptyWorkspace(setting);
  const engine = startEngine(setting, workspace);
  const started = performance.now();
  await fillWithPlans(engine, tasks);
  await engine.close();
  const size = `${tasks} tasks`;
  report({ what: `filling, ${size}`, unit: 's', ours: (performance.now() - started) / 1000 });
  const samples: Record<string, number>[] = [];
  for (let n = 0; n < (setting.quick ? 1 : 5); n++) {
    samples.push(await takeSample('workflow', { side: 'ours', setting, path: workspace }));
  }
  const of = (key: string): number => median(samples.map((sample) => sample[key]!));
  // The system before was measured with 10,000 tasks.
  const before = (ms: number) => (tasks === LARGE[0] ? { rival: ms } : {});
  report({ what: `start to first answer, ${size}`, unit: 'ms', ours: of('start'), ...before(BEFORE.startMs) });
  report({ what: `status, ${size}`, unit: 'ms', ours: of('status'), ...before(BEFORE.statusMs) });
  report({ what: `first page of the tree, 1,000 rows at most, ${size}`, unit: 'ms', ours: of('page') });
  report({ what: `memory of the process, ${size}`, unit: 'MB', ours: of('memory') / MB });
}

/** A store of plans in a fresh process: it is read once, as somebody does who opens the folder. */
export const workflowSample: Sample = async ({ setting, path }) => {
  const begin = performance.now();
  const engine = startEngine(setting, path);
  await engine.read('task.children', { parent: null, limit: 1 });
  const start = performance.now() - begin;
  const status = await once(() => engine.read('brief.status', {}));
  const page = await once(() => engine.read('task.children', { parent: null }));
  globalThis.gc?.();
  return { start, status, page, memory: process.memoryUsage().rss };
};

async function claimAndFinish(engine: EngineClient, tasks: readonly string[]) {
  const [claims, reports, finishes]: [number[], number[], number[]] = [[], [], []];
  for (const task of tasks) {
    let token = '';
    claims.push(await once(async () => (token = await claim(engine, task))));
    const report = { task, claim: token, note: 'Half of it is done.' };
    reports.push(await once(() => engine.execute('task.progress', report, { actor: ACTOR })));
    finishes.push(await once(() => finish(engine, task, token)));
  }
  return { claims, reports, finishes };
}

async function once(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}

async function timed(times: number, act: (n: number) => Promise<unknown>): Promise<number[]> {
  const durations: number[] = [];
  for (let n = 0; n < times; n++) durations.push(await once(() => act(n)));
  return durations;
}

function rate(what: string, durations: readonly number[], before: number): Figure {
  const total = durations.reduce((sum, ms) => sum + ms, 0);
  return { what, unit: '/s', ours: durations.length / (total / 1000), rival: before };
}
