import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/**
 * Children that are still running. Each leads a process group of its own, so that what it started itself (a server starts
 * extension hosts, a browser starts renderers) ends with it and nothing has to be looked up by name.
 * @type {Set<import('node:child_process').ChildProcess>}
 */
const running = new Set();
const windows = process.platform === 'win32';

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function startChild(command, args, options = {}) {
  const child = spawn(command, args, { ...options, detached: !windows, windowsHide: true });
  // First of all listeners, because others remove the folders in which the children write.
  if (running.size === 0) process.prependListener('exit', killAll);
  running.add(child);
  child.once('error', () => forget(child));
  // What is left of the group after its leader ended has nobody to talk to.
  child.once('exit', () => {
    signalGroup(child, 'SIGKILL');
    forget(child);
  });
  return child;
}

/** @param {import('node:child_process').ChildProcess} child */
function forget(child) {
  running.delete(child);
  if (running.size === 0) process.off('exit', killAll);
}

/** The last resort, for exits that nobody planned (an exception, `process.exit` in a test library). */
function killAll() {
  for (const child of running) signalGroup(child, 'SIGKILL');
}

/**
 * Asks the child and all that it started to end, and insists after a while.
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} [patienceMs]
 */
export async function stopChild(child, patienceMs = 5_000) {
  if (!running.has(child)) return;
  const ended = once(child, 'exit');
  signalGroup(child, 'SIGTERM');
  const insist = setTimeout(() => signalGroup(child, 'SIGKILL'), patienceMs);
  await ended;
  clearTimeout(insist);
}

async function stopAllChildren() {
  await Promise.all([...running].map((child) => stopChild(child)));
}

/**
 * What happens on Ctrl-C or when the system asks us to end: the children end first, then we do.
 * @param {{ exitCode?: number }} [options]
 * @returns {() => boolean}   whether that has begun, so that what it brings to an end is not taken for a failure
 */
export function stopOnSignals({ exitCode } = {}) {
  let stopping = false;
  for (const [signal, number] of /** @type {const} */ ([
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ])) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      stopAllChildren()
        .catch((/** @type {unknown} */ error) => process.stderr.write(`${String(error)}\n`))
        .finally(() => process.exit(exitCode ?? 128 + number));
    });
  }
  return () => stopping;
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {'SIGTERM' | 'SIGKILL'} signal
 */
function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  if (windows) {
    // Windows has no groups and no signals; taskkill walks the tree of children.
    if (child.exitCode === null) spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // Already gone.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}
