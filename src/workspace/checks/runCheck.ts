import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { CheckResult } from '../../domain/evidence/results';
import { CutOutput } from './cutOutput';
import { MARK, ProcessTree } from './processTree';

export interface CheckLimits {
  readonly folder: string;
  readonly seconds: number;
  readonly outputBytes: number;
  /** Nobody waits for it any more. */
  readonly signal: AbortSignal;
  /** The thread that would use force later may end before. */
  readonly closing: AbortSignal;
}

/** After a program was told to end, and its time to do so. */
const GRACE_MS = 1_000;
const LOOK_MS = 50;

/**
 * Runs a command line that a person has approved, in the workspace folder; its exit code decides. With its time over, called
 * off, or with the engine closing, it ends with all that it has started, and is answered when that has ended (rule G5).
 */
export function runCheck(
  command: string,
  { folder, seconds, outputBytes, signal, closing }: CheckLimits,
): Promise<CheckResult> {
  signal.throwIfAborted();
  // No system can pass it on; spawn would throw.
  if (command.includes('\0')) {
    const reason = 'it could not be started: it holds a NUL';
    return Promise.resolve({ command, status: 'failed', reason, output: '', durationMs: 0, exitCode: null });
  }
  const began = performance.now();
  const output = new CutOutput(outputBytes);
  const mark = randomUUID();
  return new Promise((resolve, reject) => {
    const child = spawn(command, {
      cwd: folder,
      shell: true,
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      env: { ...environment(), [MARK]: mark },
    });
    const tree = child.pid === undefined ? undefined : new ProcessTree(child.pid, mark);
    let end: 'time' | 'abort' | undefined;
    let force: NodeJS.Timeout | undefined;
    let isForced = false;
    const kill = (): void => {
      isForced = true;
      tree?.signal('SIGKILL');
    };
    const stop = (why: 'time' | 'abort'): void => {
      end ??= why;
      tree?.signal('SIGTERM');
      force ??= setTimeout(kill, GRACE_MS);
    };
    const limit = setTimeout(() => stop('time'), seconds * 1000);
    const callOff = (): void => stop('abort');
    const close = (): void => {
      end ??= 'abort';
      kill();
    };
    signal.addEventListener('abort', callOff, { once: true });
    closing.addEventListener('abort', close, { once: true });
    const settle = (): void => {
      clearTimeout(limit);
      clearTimeout(force);
      signal.removeEventListener('abort', callOff);
      closing.removeEventListener('abort', close);
      child.stdout.destroy();
      child.stderr.destroy();
    };
    child.stdout.on('data', (piece: Buffer) => output.add(piece));
    child.stderr.on('data', (piece: Buffer) => output.add(piece));
    child.on('error', (error) => {
      settle();
      resolve({ ...asResult('failed', `it could not be started: ${error.message}`), exitCode: null });
    });
    // A program in the background may hold the output open; its parent's end is what counts.
    child.on('exit', (code, killedBy) => {
      clearTimeout(limit);
      const answer = (): void => {
        settle();
        if (end === 'abort') reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
        else if (end === 'time')
          resolve({ ...asResult('timed_out', `it took longer than ${seconds} s`), exitCode: code });
        else if (code === 0) resolve({ ...asResult('passed', ''), exitCode: 0 });
        else {
          const why = killedBy === null ? `it ended with exit code ${code}` : `it was ended by ${killedBy}`;
          resolve({ ...asResult('failed', why), exitCode: code });
        }
      };
      // What has been printed is read first.
      setImmediate(() => {
        if (end === undefined) {
          tree?.signal('SIGKILL');
          answer();
        } else void untilGone().then(answer);
      });
    });
    /** The others have the same grace. */
    const untilGone = async (): Promise<void> => {
      while (!isForced && tree?.isAlive === true) await delay(LOOK_MS);
    };
    const asResult = (status: CheckResult['status'], reason: string): Omit<CheckResult, 'exitCode'> => ({
      command,
      status,
      reason,
      output: output.text(),
      durationMs: Math.round(performance.now() - began),
    });
  });
}

/** What the editor tells its own programs is no affair of a check. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(ELECTRON_|VSCODE_)/.test(name));
  return { ...Object.fromEntries(own), TERM: 'dumb', CI: process.env['CI'] ?? '1' };
}
