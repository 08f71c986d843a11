// `npm run bench`: the store and the engine beside better-sqlite3. Prints a table; never fails by time.
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, release, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from '../scripts/npm/dependencies.mjs';
import { startChild, stopOnSignals } from '../scripts/process/children.mjs';
import { parseOptions, usage } from './setup/options.mjs';
import { prepareRival } from './setup/rival.mjs';
import { table } from './setup/table.mjs';

/** @typedef {import('./figure').Figure} Figure */

const bench = fileURLToPath(new URL('.', import.meta.url));
const root = resolve(bench, '..');

/** @param {import('./setup/options.mjs').Options} options */
async function measure(options) {
  await ensureDependencies(root);
  // Some make their stores themselves, and are held against a budget, figures taken down once, or sha256sum.
  const isBesideRival = options.only.some(
    (name) => !['workflow', 'agents', 'evidence', 'starts', 'graph'].includes(name),
  );
  const rival = isBesideRival ? await prepareRival(bench) : { missing: 'not asked for' };
  const out = resolve(options.out ?? join(root, 'dist', 'bench'));
  mkdirSync(out, { recursive: true });
  // These import esbuild, which is there only now.
  const { build } = await import('./setup/build.mjs');
  const { ensureStores } = await import('./setup/stores.mjs');
  const built = await build(root, out);
  /** @type {(number | 'full')[]} */
  const sizes = isBesideRival ? [10, options.sizeMb] : [];
  if (options.only.includes('queries')) sizes.push('full');
  const [small = '', big = '', full = ''] = await ensureStores(root, built, sizes);
  const sync = await syncCost(options, out);

  const conditions = [
    `Node ${process.version} on ${process.platform} ${release()}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`,
    `rival: ${'missing' in rival ? rival.missing : `${rival.name}, WAL, synchronous = FULL`}`,
    `sync: ${sync.says}`,
    // On a busy machine only the ratios of one run mean anything; Windows always says 0.
    `load before: ${(loadavg()[0] ?? 0).toFixed(1)}`,
  ];
  process.stdout.write(`${conditions.join('\n')}\n`);
  const work = mkdtempSync(join(sync.disk, 'to-bench-'));
  const clean = () => rmSync(work, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  process.once('exit', clean);
  /** @type {import('./setting').Setting} */
  const setting = {
    work,
    small,
    big,
    bigMb: options.sizeMb,
    full,
    engineFile: built.engine,
    wasmFile: built.wasm,
    agentProgram: built.agentProgram,
    quick: options.quick,
    ...('missing' in rival ? {} : { rivalHome: rival.home }),
    ...(sync.ms === undefined ? {} : { fsyncMs: sync.ms }),
  };
  for (const name of options.only) {
    const start = performance.now();
    const { figures, failed } = await runBenchmark(built.child, name, setting, sync.env);
    clean();
    mkdirSync(work, { recursive: true });
    process.stdout.write(`\n${name} (${((performance.now() - start) / 1000).toFixed(0)} s)\n${table(figures)}\n`);
    if (failed) {
      process.stdout.write(`The benchmark ${name} ended early.\n`);
      process.exitCode = 1;
    }
  }
}

/** @param {import('./setup/options.mjs').Options} options @param {string} out */
async function syncCost({ fsyncMs }, out) {
  const real = { disk: tmpdir(), env: {}, ms: undefined, says: 'as this disk does it' };
  if (fsyncMs === undefined) return real;
  const { fixSyncCost } = await import('./setup/fixedSync.mjs');
  const fixed = await fixSyncCost(bench, out, fsyncMs);
  if ('missing' in fixed) return { ...real, says: `${real.says} (${fixed.missing})` };
  return { disk: fixed.disk, env: fixed.env, ms: fsyncMs, says: `${fsyncMs} ms each, on a disk in memory` };
}

/**
 * @param {string} child
 * @param {string} name
 * @param {import('./setting').Setting} setting
 * @param {Record<string, string>} env
 */
async function runBenchmark(child, name, setting, env) {
  const running = startChild(process.execPath, [child, 'run', name, JSON.stringify(setting)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...env },
  });
  /** @type {Figure[]} */
  const figures = [];
  running.on('message', (message) => figures.push(/** @type {Figure} */ (message)));
  await once(running, 'close');
  return { figures, failed: running.exitCode !== 0 };
}

stopOnSignals();
try {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) process.stdout.write(usage);
  else await measure(options);
} catch (error) {
  process.stderr.write(`\n${/** @type {Error} */ (error).message}\n`);
  process.exitCode = 1;
}
