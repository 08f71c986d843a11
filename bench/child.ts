import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { agents } from './benchmarks/agents';
import { commits } from './benchmarks/commits';
import { evidence } from './benchmarks/evidence';
import { graph } from './benchmarks/graph';
import { group } from './benchmarks/group';
import { memory, memorySample } from './benchmarks/memory';
import { engineSample, opening, openingSample } from './benchmarks/opening';
import { starts } from './benchmarks/starts';
import { queries } from './benchmarks/queries';
import { stalls } from './benchmarks/stalls';
import { lead, takeover } from './benchmarks/takeover';
import { workflow, workflowSample } from './benchmarks/workflow';
import type { Sample, SampleArguments } from './samples';
import type { Benchmark, Setting } from './setting';
import { generateStore } from './stores/generate';
import { FULL, shapeOfSize } from './stores/shape';
import { loadSqlite } from './stores/sqlite';

// What bench/run.mjs starts, once for each benchmark and each generated store:
//   child.js run NAME SETTING · child.js generate FILE MB|full WASM · child.js sample … and lead …, by benchmarks themselves

const benchmarks: Record<string, Benchmark> = {
  commits,
  group,
  opening,
  takeover,
  memory,
  stalls,
  queries,
  workflow,
  agents,
  evidence,
  starts,
  graph,
};
const samples: Record<string, Sample> = {
  opening: openingSample,
  engine: engineSample,
  memory: memorySample,
  workflow: workflowSample,
};

async function main(mode: string | undefined, args: readonly string[]): Promise<void> {
  const [first = '', second = '', third = ''] = args;
  switch (mode) {
    case 'run':
      await benchmarks[first]!(JSON.parse(second) as Setting, (figure) => process.send?.(figure));
      return;
    case 'generate':
      await generate(first, second, third);
      return;
    case 'sample':
      process.send?.(await samples[first]!(JSON.parse(second) as SampleArguments));
      // Stays as it is until it is killed: a store that closes in order would publish.
      setInterval(() => undefined, 60_000);
      return;
    case 'lead':
      await lead(JSON.parse(second) as Setting, first);
      return;
    default:
      throw new Error('bench/child.ts is started by bench/run.mjs');
  }
}

async function generate(target: string, size: string, wasmFile: string): Promise<void> {
  if (existsSync(target)) return;
  mkdirSync(dirname(target), { recursive: true });
  const unfinished = `${target}.${process.pid}`;
  generateStore(await loadSqlite(wasmFile), unfinished, size === 'full' ? FULL : shapeOfSize(Number(size)));
  renameSync(unfinished, target);
}

main(process.argv[2], process.argv.slice(3)).then(
  () => {
    if (process.connected) process.disconnect();
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
