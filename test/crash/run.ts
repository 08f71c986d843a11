import { parseArgs } from 'node:util';
import { experiments } from './experiments';
import { Report, type Settings } from './lib/report';

// Tries to make the store lose something. With --short in about a minute, with --long for as long as one likes:
//   node dist/test/crash/run.js --short | --long [--minutes N] [--seed N] [--only NAME]...
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    short: { type: 'boolean' },
    long: { type: 'boolean' },
    minutes: { type: 'string' },
    seed: { type: 'string' },
    only: { type: 'string', multiple: true },
  },
});

const LONG_MINUTES = 5;

const settings: Settings = {
  long: values.long === true && values.short !== true,
  minutes: Number(values.minutes ?? LONG_MINUTES),
  seed: Number(values.seed ?? Date.now() % 1_000_000),
};
const wanted = [...(values.only ?? []), ...positionals];
const names = experiments.map(({ name }) => name);

async function run(): Promise<void> {
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0 || !(settings.minutes > 0) || !Number.isFinite(settings.seed)) {
    throw new Error(`Use --only with one of: ${names.join(', ')}; --seed and --minutes with numbers.`);
  }
  console.log(`Crash tests, ${settings.long ? 'long' : 'short'} run, --seed ${settings.seed}`);
  const total = { passed: 0, failed: 0, failures: [] as string[] };
  for (const experiment of experiments) {
    if (wanted.length > 0 && !wanted.includes(experiment.name)) continue;
    const started = Date.now();
    const report = new Report((text) => process.stderr.write(`    ${experiment.name}: ${text}\n`));
    try {
      await experiment.run(report, settings);
    } catch (error) {
      report.expect('runs to its end', false, () => (error instanceof Error ? (error.stack ?? '') : String(error)));
    }
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log([`\n${experiment.name}: ${experiment.about} (${seconds} s)`, ...report.lines()].join('\n'));
    const { passed, failures } = report;
    if (failures.length > 0) console.log(`  repeat with: --only ${experiment.name} --seed ${settings.seed}`);
    total.passed += passed;
    total.failed += failures.length;
    total.failures.push(...failures.map((line) => `${experiment.name}: ${line}`));
  }
  console.log(`\n${JSON.stringify(total)}`);
  process.exit(total.failed > 0 ? 1 : 0);
}

// An exit removes the stores and ends the processes of whatever is running.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  console.log(JSON.stringify({ passed: 0, failed: 1 }));
  process.exit(1);
});
