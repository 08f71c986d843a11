import { open, readFile, rm, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Lets one process at a time install into a folder, so that two first starts do not load the same 600 MB twice.
 *
 * The lock saves work; it does not guard the result. An installation is made in a folder of its own and renamed into place, so
 * even two processes that both believe to hold the lock leave one whole installation behind. That is why a lock may be
 * taken over from an owner who looks dead, and why waiting has an end.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {{ onWait?: () => void, longestWaitMs?: number }} [options]
 */
export async function withInstallLock(file, work, { onWait, longestWaitMs = 300_000 } = {}) {
  const deadline = Date.now() + longestWaitMs;
  let told = false;
  while (!(await take(file))) {
    if (Date.now() > deadline || (await ownerIsGone(file))) {
      await rm(file, { force: true });
      continue;
    }
    if (!told) onWait?.();
    told = true;
    await sleep(250);
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

/** @param {string} file */
async function take(file) {
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(String(process.pid));
    await handle.close();
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} file */
async function ownerIsGone(file) {
  try {
    const owner = Number(await readFile(file, 'utf8'));
    if (owner > 0) return !isAlive(owner);
    // The name is written right after the file is made; one that stays empty was left by a process that died in between.
    return Date.now() - (await stat(file)).mtimeMs > 10_000;
  } catch {
    // Just released.
    return false;
  }
}

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
