import { spawn, type ChildProcess } from 'node:child_process';
import type { OwnDoor } from '../../../src/engine/protocol';
import { writerProgram } from './product';

export interface WriterOptions {
  readonly workspace: string;
  readonly door: OwnDoor;
  /** Unique in the experiment: the ids of its commands start with it. */
  readonly name: string;
  readonly seed: number;
  /** How many commands are on their way at once. */
  readonly callers: number;
  /** Up to how long each caller pauses between two commands. */
  readonly pauseMs: number;
  readonly publishEveryMs?: number;
  /** How often it asks for the root tasks before it writes anything. */
  readonly looks?: number;
  /** How many commands to write; without it, it goes on until it is killed. */
  readonly count?: number;
  readonly verbose?: boolean;
}

export interface Acknowledged {
  readonly command: string;
  readonly task: string;
  readonly at: number;
}

/** A writing process and what it has said so far. */
export class Writer {
  readonly name: string;
  readonly acknowledged: Acknowledged[] = [];
  readonly errors: string[] = [];
  readonly log: string[] = [];
  role: 'leader' | 'follower' | undefined;
  /** When it last came to lead. */
  ledSince = 0;
  publishing = false;
  publishes = 0;
  problem: string | undefined;
  /** The root tasks that it found, each time it looked. */
  readonly found: ReadonlySet<string>[] = [];
  onLine: (() => void) | undefined;
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;
  #rest = '';

  constructor(options: WriterOptions) {
    this.name = options.name;
    this.#child = spawn(process.execPath, ['--enable-source-maps', writerProgram, JSON.stringify(options)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => this.#receive(text));
    this.ended = new Promise((resolve) => this.#child.once('close', () => resolve()));
    children.add(this.#child);
    this.#child.once('exit', () => children.delete(this.#child));
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  signal(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
    this.#child.kill(signal);
  }

  /** Ends it at once and waits until all that it had said is read. */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.ended;
  }

  /** Waits until what it has said so far satisfies. */
  async until(satisfied: () => boolean, patienceMs = 15_000): Promise<void> {
    if (satisfied()) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`${this.name} did not get there: ${this.problem ?? this.errors.at(-1) ?? 'no word from it'}`));
      }, patienceMs);
      const look = (): void => {
        if (!satisfied() && this.isRunning) return;
        clearTimeout(timer);
        this.onLine = undefined;
        resolve();
      };
      this.onLine = look;
      void this.ended.then(look);
    });
  }

  #receive(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#read(line);
    this.onLine?.();
  }

  #read(line: string): void {
    const [kind, first = '', second = '', third = ''] = line.split(' ');
    switch (kind) {
      case 'ack':
        this.acknowledged.push({ command: first, task: second, at: Number(third) });
        return;
      case 'ready':
        this.role = first as 'leader' | 'follower';
        if (first === 'leader') this.ledSince = Number(second);
        return;
      case 'problem':
        this.problem = line;
        return;
      case 'error':
      case 'unpublished':
        this.errors.push(line);
        return;
      case 'found':
        this.found.push(new Set(first.split(',')));
        return;
      case 'publishing':
        this.publishing = true;
        return;
      case 'published':
        this.publishing = false;
        this.publishes++;
        return;
      default:
        this.log.push(line);
    }
  }
}

const children = new Set<ChildProcess>();

/** Nothing that a failed experiment started outlives the run. */
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

export function allAcknowledged(writers: Iterable<Writer>): Map<string, string> {
  const all = new Map<string, string>();
  for (const { acknowledged } of writers) for (const { command, task } of acknowledged) all.set(command, task);
  return all;
}
