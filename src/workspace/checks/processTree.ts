import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** What every program that a check starts inherits, by which it is found again wherever it has gone. */
export const MARK = 'TASK_ORCHESTRATOR_CHECK';

/** A program that leads a process group of its own, with all that it has started. */
export class ProcessTree {
  readonly #root: number;
  readonly #mark: string;

  constructor(root: number, mark: string) {
    this.#root = root;
    this.#mark = mark;
  }

  /** Also those that have left the group for one of their own, as daemons and interactive shells do. */
  signal(how: 'SIGTERM' | 'SIGKILL'): void {
    if (process.platform === 'win32') {
      // There is no asking there.
      spawn('taskkill', ['/pid', String(this.#root), '/T', '/F'], { stdio: 'ignore' }).on('error', () => undefined);
      return;
    }
    const strayed = this.#strayed();
    this.signalGroup(how);
    for (const pid of strayed) send(pid, how);
  }

  /** Those that have stayed together. */
  signalGroup(how: 'SIGTERM' | 'SIGKILL'): void {
    if (process.platform !== 'win32') send(-this.#root, how);
  }

  get isAlive(): boolean {
    if (process.platform === 'win32') return false;
    return send(-this.#root, 0) || this.#strayed().length > 0;
  }

  #strayed(): number[] {
    return process.platform === 'linux' ? marked(`${MARK}=${this.#mark}`) : below(this.#root);
  }
}

/** Whether there is somebody. */
function send(pid: number, how: 'SIGTERM' | 'SIGKILL' | 0): boolean {
  try {
    process.kill(pid, how);
    return true;
  } catch {
    return false;
  }
}

/** A mark outlives parents, which a search by parents does not. */
function marked(mark: string): number[] {
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) return [];
    try {
      return readFileSync(`/proc/${name}/environ`, 'latin1').split('\0').includes(mark) ? [pid] : [];
    } catch {
      // Somebody else's, or gone.
      return [];
    }
  });
}

function below(root: number): number[] {
  const { stdout, error } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  if (error) return [];
  const children = new Map<number, number[]>();
  for (const line of stdout.split('\n')) {
    const [pid = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
    if (pid > 0) children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const found: number[] = [];
  for (const waiting = [root]; waiting.length > 0;) {
    const next = children.get(waiting.pop() ?? 0) ?? [];
    found.push(...next);
    waiting.push(...next);
  }
  return found;
}
