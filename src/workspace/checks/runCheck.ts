import { spawn, type ChildProcess } from 'node:child_process';
import type { CheckResult } from '../../domain/evidence/results';
import { CutOutput } from './cutOutput';

export interface CheckLimits {
  readonly folder: string;
  readonly seconds: number;
  readonly outputBytes: number;
  readonly signal: AbortSignal;
}

/** After a program was told to end, and its time to do so. */
const GRACE_MS = 1_000;

/**
 * Runs a command line that a person has approved, in the workspace folder; its exit code decides. With its time over or the
 * engine closing it ends with all that it has started (rule G5).
 */
export function runCheck(command: string, { folder, seconds, outputBytes, signal }: CheckLimits): Promise<CheckResult> {
  signal.throwIfAborted();
  // No system can pass it on; spawn would throw.
  if (command.includes('\0')) {
    const reason = 'it could not be started: it holds a NUL';
    return Promise.resolve({ command, status: 'failed', reason, output: '', durationMs: 0, exitCode: null });
  }
  const began = Date.now();
  const output = new CutOutput(outputBytes);
  return new Promise((resolve, reject) => {
    const child = spawn(command, {
      cwd: folder,
      shell: true,
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      env: environment(),
    });
    let end: 'time' | 'abort' | undefined;
    let force: NodeJS.Timeout | undefined;
    const stop = (why: 'time' | 'abort'): void => {
      end ??= why;
      endGroup(child, 'SIGTERM');
      force ??= setTimeout(() => endGroup(child, 'SIGKILL'), GRACE_MS);
    };
    const limit = setTimeout(() => stop('time'), seconds * 1000);
    const abort = (): void => {
      stop('abort');
      // Nobody waits for it any more, and the thread that would use force later may end before.
      endGroup(child, 'SIGKILL');
    };
    signal.addEventListener('abort', abort, { once: true });
    const settle = (): void => {
      clearTimeout(limit);
      clearTimeout(force);
      signal.removeEventListener('abort', abort);
    };
    child.stdout.on('data', (piece: Buffer) => output.add(piece));
    child.stderr.on('data', (piece: Buffer) => output.add(piece));
    child.on('error', (error) => {
      settle();
      resolve({ ...asResult('failed', `it could not be started: ${error.message}`), exitCode: null });
    });
    // A program in the background may hold the output open; its parent's end is what counts.
    child.on('exit', (code, killedBy) => {
      settle();
      if (end !== undefined) endGroup(child, 'SIGKILL');
      setImmediate(() => {
        child.stdout.destroy();
        child.stderr.destroy();
        if (end === 'abort') reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
        else if (end === 'time')
          resolve({ ...asResult('timed_out', `it took longer than ${seconds} s`), exitCode: code });
        else if (code === 0) resolve({ ...asResult('passed', ''), exitCode: 0 });
        else {
          const why = killedBy === null ? `it ended with exit code ${code}` : `it was ended by ${killedBy}`;
          resolve({ ...asResult('failed', why), exitCode: code });
        }
      });
    });
    const asResult = (status: CheckResult['status'], reason: string): Omit<CheckResult, 'exitCode'> => ({
      command,
      status,
      reason,
      output: output.text(),
      durationMs: Date.now() - began,
    });
  });
}

/** All that a check has started ends with it. */
function endGroup(child: ChildProcess, how: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    else process.kill(-child.pid, how);
  } catch {
    // It has ended already.
  }
}

/** What the editor tells its own programs is no affair of a check. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(ELECTRON_|VSCODE_)/.test(name));
  return { ...Object.fromEntries(own), TERM: 'dumb', CI: process.env['CI'] ?? '1' };
}
