import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { Problem } from '../domain/problem';

const HEARTBEAT_MS = 10_000;
const WATCH_MS = 25_000;

const ownerSchema = z.object({
  machine: z.string(),
  boot: z.string(),
  pid: z.number(),
  version: z.string(),
  /** Tells apart the engines of one process. */
  claim: z.string(),
});

type Owner = z.infer<typeof ownerSchema>;

/**
 * Sockets of another kernel cannot be seen through a shared folder (WSL and Windows, Docker Desktop, NFS, SMB), so the
 * election alone would let two leaders write. This note beside the sockets does not lock anything; it only lets a leader
 * notice that another machine is at work here, and refuse (rule E7).
 */
export class OwnerNote {
  readonly #path: string;
  readonly #mine: Owner;
  #beat: NodeJS.Timeout | undefined;
  #takenOver = false;

  constructor(run: string, version: string) {
    this.#path = join(run, 'owner.json');
    this.#mine = { ...thisKernel(), pid: process.pid, version, claim: randomUUID() };
  }

  /** Pid of the process that leads, for messages. */
  static pidIn(run: string): number | undefined {
    return readOwner(join(run, 'owner.json'))?.pid;
  }

  /** Throws if another machine keeps the store open; otherwise signs the note and keeps it fresh. */
  async claim(options: { watchMs?: number } = {}): Promise<void> {
    if (this.#isSignedByMe()) return;
    const found = readOwner(this.#path);
    // The same machine after a restart: whoever wrote that note is gone.
    const foreign = found && found.machine !== this.#mine.machine && found.boot !== this.#mine.boot;
    if (foreign && (await this.#stillBeats(options.watchMs ?? WATCH_MS))) {
      throw new Problem(
        'store_elsewhere',
        `Another machine (${found.machine}) has this folder's task store open, and the two cannot coordinate.`,
        'Close VS Code and agents for this folder there, then try again.',
      );
    }
    const partial = `${this.#path}.${process.pid}`;
    writeFileSync(partial, JSON.stringify(this.#mine), { mode: 0o600 });
    renameSync(partial, this.#path);
    clearInterval(this.#beat);
    this.#beat = setInterval(() => this.#touch(), HEARTBEAT_MS).unref();
  }

  /** Whether somebody else had signed by the last heartbeat; cheap, because each commit asks. */
  get isTakenOver(): boolean {
    return this.#takenOver;
  }

  release(): void {
    clearInterval(this.#beat);
    if (this.#isSignedByMe()) rmSync(this.#path, { force: true });
  }

  #isSignedByMe(): boolean {
    return readOwner(this.#path)?.claim === this.#mine.claim;
  }

  #touch(): void {
    if (!this.#isSignedByMe()) {
      this.#takenOver = true;
      return;
    }
    try {
      const now = new Date();
      utimesSync(this.#path, now, now);
    } catch {
      // The folder is gone or not writable; the next commit finds out and says so.
    }
  }

  async #stillBeats(watchMs: number): Promise<boolean> {
    const before = beatOf(this.#path);
    await new Promise((resolve) => setTimeout(resolve, watchMs));
    return beatOf(this.#path) !== before;
  }
}

function readOwner(path: string): Owner | undefined {
  try {
    return ownerSchema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

function beatOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}

function thisKernel(): Pick<Owner, 'machine' | 'boot'> {
  const read = (path: string): string | undefined => {
    try {
      return readFileSync(path, 'utf8').trim();
    } catch {
      return undefined;
    }
  };
  // Containers on one kernel share its boot id, and their sockets do meet.
  const boot = read('/proc/sys/kernel/random/boot_id') ?? `${process.platform}-${hostname()}`;
  return { machine: `${read('/etc/machine-id') ?? ''}${hostname()}`, boot };
}
