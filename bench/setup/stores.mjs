import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNode } from '../../scripts/process/run.mjs';

/**
 * Generated stores are kept between runs, under a name that changes with the schema and the generator.
 * @param {string} root
 * @param {{ child: string, wasm: string }} built
 * @param {readonly (number | 'full')[]} sizes
 * @returns {Promise<string[]>}
 */
export async function ensureStores(root, built, sizes) {
  const cache = join(tmpdir(), 'task-orchestrator-bench-stores');
  const stamp = stampOf(root);
  if (existsSync(cache)) {
    for (const name of readdirSync(cache)) {
      if (!name.startsWith(stamp)) rmSync(join(cache, name), { recursive: true, force: true });
    }
  }
  const files = [];
  for (const size of sizes) {
    const file = join(cache, `${stamp}-${size}.db`);
    if (!existsSync(file)) {
      process.stdout.write(`Generating the ${size === 'full' ? 'full store, 1,000,000 runs' : `${size} MB store`} …\n`);
      const { code } = await runNode([built.child, 'generate', file, String(size), built.wasm], { show: 'failure' });
      if (code !== 0) throw new Error('The store could not be generated. The lines above say why.');
    }
    files.push(file);
  }
  return files;
}

/** @param {string} root */
function stampOf(root) {
  const hash = createHash('sha256');
  const migrations = 'src/storage/migrations';
  const makers = ['fill', 'generate', 'names', 'random', 'shape'].map((name) => `bench/stores/${name}.ts`);
  const schema = readdirSync(join(root, migrations)).sort();
  for (const file of ['src/storage/base.ts', ...schema.map((name) => join(migrations, name)), ...makers]) {
    hash.update(readFileSync(join(root, file)));
  }
  return hash.digest('hex').slice(0, 12);
}
