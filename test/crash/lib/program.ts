import { spawn, type ChildProcess } from 'node:child_process';

/** A process of its own that works on a store and says line by line what happens to it. */
export abstract class Program {
  readonly name: string;
  readonly errors: string[] = [];
  readonly log: string[] = [];
  role: 'leader' | 'follower' | undefined;
  /** When it last came to lead. */
  ledSince = 0;
  problem: string | undefined;
  onLine: (() => void) | undefined;
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;
  #rest = '';

  constructor(file: string, options: { readonly name: string }) {
    this.name = options.name;
    this.#child = spawn(process.execPath, [file, JSON.stringify(options)], { stdio: ['pipe', 'pipe', 'inherit'] });
    // One that was killed reads no more.
    this.#child.stdin?.on('error', () => undefined);
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => this.#receive(text));
    this.ended = new Promise((resolve) => this.#child.once('close', () => resolve()));
    children.add(this.#child);
    this.#child.once('exit', () => children.delete(this.#child));
  }

  /** What a line means beside those that every program says; anything else is kept in the log. */
  protected abstract hear(kind: string, words: readonly string[], line: string): boolean;

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  tell(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
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
    const [kind = '', ...words] = line.split(' ');
    switch (kind) {
      case 'ready':
        this.role = words[0] as 'leader' | 'follower';
        if (this.role === 'leader') this.ledSince = Number(words[1]);
        return;
      case 'problem':
        this.problem = line;
        return;
      case 'error':
        this.errors.push(line);
        return;
      default:
        if (!this.hear(kind, words, line)) this.log.push(line);
    }
  }
}

const children = new Set<ChildProcess>();

/** Nothing that a failed experiment started outlives the run. */
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});
