import { spawnSync } from 'node:child_process';
import { closeSync, fsyncSync, mkdtempSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { AgentProgram } from '../agentProgram';
import { atMost, median } from '../figure';
import type { Benchmark, Report, Setting } from '../setting';

const SIZES = [100, 2_000, 20_000];
/** As many as one plan takes. */
const MOST_STEPS = 10_000;
const MB = 1_000_000;

const tokens = (value: unknown): number => Buffer.byteLength(JSON.stringify(value)) / 4;

/** What an agent feels: the start of the server, one operation on stores of three sizes, and what its answers take to read. */
export const agents: Benchmark = async (setting, report) => {
  await measureStart(setting, report);
  const sync = setting.fsyncMs ?? syncCost(setting);
  for (const size of SIZES) await measureOperations(setting, report, size, sync);
};

async function measureStart(setting: Setting, report: Report): Promise<void> {
  const starts: number[] = [];
  let schemas = 0;
  for (let n = 0; n < (setting.quick ? 3 : 20); n++) {
    const begun = performance.now();
    const agent = new AgentProgram(setting.agentProgram, setting.work);
    schemas = tokens(await agent.open());
    starts.push(performance.now() - begun);
    await agent.close();
  }
  const ours = median(starts);
  report({ what: 'start of an agent’s server → tools, p50', unit: 'ms', ours, ...atMost(150, 'ms', ours) });
  report({ what: 'schemas of the tools', unit: 'tokens', ours: schemas, ...atMost(1_500, 'tokens', schemas) });
}

async function measureOperations(setting: Setting, report: Report, size: number, sync: number): Promise<void> {
  const folder = mkdtempSync(join(setting.work, 'agents-'));
  await fill(setting, folder, size, report);
  // Another process than the one that planned them all: what it takes is what serving them takes.
  const agent = new AgentProgram(setting.agentProgram, folder);
  await agent.open();
  const times = Math.min(setting.quick ? 20 : 200, size / 2);
  let spent = 0;
  const call = async (name: string, input: object): Promise<Record<string, string>> => {
    const answer = await agent.call(name, input);
    spent += tokens({ name, arguments: input }) + tokens({ ...answer, brief: '' });
    return answer;
  };
  const writes: number[] = [];
  const reads: number[] = [];
  const loops: number[] = [];
  const timed = async (into: number[], operation: () => Promise<unknown>): Promise<void> => {
    const begun = performance.now();
    await operation();
    into.push(performance.now() - begun);
  };
  for (let n = 0; n < times; n++) {
    spent = 0;
    const { task, claim } = await call('task_claim', {});
    await timed(writes, () => call('task_progress', { task, claim, note: 'Half of it is done' }));
    await call('task_finish', { task, claim, result: 'done', summary: 'It is done and its tests pass.' });
    loops.push(spent);
    await timed(reads, () => agent.call('task_query', { text: 'step' }));
  }
  const of = `at ${size} tasks`;
  const write = median(writes);
  const budget = { budget: `≤ 5 ms + a sync (${sync.toFixed(1)})`, met: write <= 5 + sync };
  report({ what: `task_progress ${of}, p50`, unit: 'ms', ours: write, ...budget });
  report({ what: `task_query with text ${of}, p50`, unit: 'ms', ours: median(reads) });
  const loop = median(loops);
  report({ what: `claim, progress, finish ${of}`, unit: 'tokens', ours: loop, ...atMost(400, 'tokens', loop) });
  report({ what: `memory of the server ${of}`, unit: 'MB', ours: residentBytes(agent.pid) / MB });
  await agent.close();
}

async function fill(setting: Setting, folder: string, size: number, report: Report): Promise<void> {
  const agent = new AgentProgram(setting.agentProgram, folder);
  await agent.open();
  for (let made = 0; made < size; made += MOST_STEPS) {
    const count = Math.min(MOST_STEPS, size - made);
    const steps = Array.from({ length: count }, (_, n) => ({ title: `Step ${made + n}` }));
    await agent.call('task_plan', { goal: 'Many', steps });
  }
  report({ what: `memory of the server that planned ${size} tasks`, unit: 'MB', ours: residentBytes(agent.pid) / MB });
  await agent.close();
}

/** What one sync of this disk takes, of a page behind what is there. */
function syncCost({ work }: Setting): number {
  const file = openSync(join(work, 'sync'), 'a');
  const page = Buffer.alloc(4096);
  const costs = Array.from({ length: 50 }, () => {
    writeSync(file, page);
    const begun = performance.now();
    fsyncSync(file);
    return performance.now() - begun;
  });
  closeSync(file);
  return median(costs);
}

function residentBytes(pid: number): number {
  return Number(spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).stdout) * 1024;
}
