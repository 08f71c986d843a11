import { closeSync, existsSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../scripts/process/run.mjs';

/** A disk in memory, so that nothing but the fixed cost is measured. */
const MEMORY_DISK = '/dev/shm';
const WARM_MB = 3_000;

/**
 * Prepares a fixed cost for every sync, or says why it cannot be had here.
 * @param {string} bench
 * @param {string} out
 * @param {number} ms
 * @returns {Promise<{ env: Record<string, string>, disk: string } | { missing: string }>}
 */
export async function fixSyncCost(bench, out, ms) {
  if (process.platform !== 'linux') return { missing: 'a fixed sync cost needs Linux' };
  if (!existsSync(MEMORY_DISK)) return { missing: `a fixed sync cost needs ${MEMORY_DISK}` };
  const library = join(out, 'slowsync.so');
  const args = ['-shared', '-fPIC', '-O2', '-o', library, join(bench, 'slowsync.c')];
  const { code } = await run('cc', args, { show: 'nothing' });
  if (code !== 0) return { missing: 'a fixed sync cost needs a C compiler named cc' };
  warm(join(MEMORY_DISK, `task-orchestrator-bench-warm-${process.pid}`));
  return { env: { LD_PRELOAD: library, SLOWSYNC_US: String(Math.round(ms * 1000)) }, disk: MEMORY_DISK };
}

/**
 * A virtual machine gets its memory from its host at the first touch, which makes a first write several times as dear as
 * all others. Whoever writes a longer log would pay for that alone.
 * @param {string} file
 */
function warm(file) {
  const fd = openSync(file, 'w');
  try {
    const block = new Uint8Array(1 << 20);
    for (let n = 0; n < WARM_MB; n++) writeSync(fd, block);
  } finally {
    closeSync(fd);
    rmSync(file);
  }
}
