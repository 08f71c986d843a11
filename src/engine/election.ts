import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readdirSync, statSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { pipeName, socketFolder } from './endpoint';

/** Whether this process leads. `isMine` is the fence: it is asked before each acknowledgement. */
export interface Leadership {
  readonly role: 'leader';
  readonly epoch: number;
  readonly server: Server;
  isMine(): boolean;
}

export type ElectionResult =
  Leadership | { readonly role: 'follower'; readonly epoch: number; readonly socket: Socket };

const LEADER = /^leader-(\d+)\.sock$/;
const CANDIDATE = /^c-/;
const STALE_CANDIDATE_MS = 60_000;
const BUSY_RETRY_MS = 5;
const BACKLOG = 1024;

/**
 * Finds the leader of a store or becomes it. The lock is a listening socket, which the kernel closes when the process
 * dies: a living leader, even a stopped one, is never robbed, and a dead one is noticed at once. No clock takes part.
 */
export async function elect(run: string): Promise<ElectionResult> {
  mkdirSync(run, { recursive: true, mode: 0o700 });
  return process.platform === 'win32' ? electByPipe(run) : electBySocket(run);
}

async function electBySocket(run: string): Promise<ElectionResult> {
  const sockets = socketFolder(run);
  for (;;) {
    const top = epochs(run).at(-1) ?? 0;
    if (top > 0) {
      const answer = await tryConnect(join(sockets, `leader-${top}.sock`));
      if (typeof answer !== 'string') return { role: 'follower', epoch: top, socket: answer };
      // Refused means dead for ever, since no socket is bound twice. Anything else (a full backlog, a name that was
      // just cleaned up) means: look again.
      if (answer !== 'ECONNREFUSED') {
        await delay(answer === 'ENOENT' ? 0 : BUSY_RETRY_MS);
        continue;
      }
    }
    const leadership = await tryToLead(run, sockets, top + 1);
    if (leadership) return leadership;
  }
}

/** Listens under a private name first, so that there is no moment at which a living leader refuses; then claims the epoch. */
async function tryToLead(run: string, sockets: string, epoch: number): Promise<Leadership | undefined> {
  const name = `c-${process.pid}-${randomBytes(6).toString('hex')}.sock`;
  const server = createServer({ pauseOnConnect: true });
  await listen(server, join(sockets, name));
  chmodSync(join(run, name), 0o600);
  const mine = `leader-${epoch}.sock`;
  try {
    linkSync(join(run, name), join(run, mine));
  } catch (error) {
    await close(server);
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  }
  // A higher epoch means that ours had been used and cleaned up before.
  if (epochs(run).at(-1) !== epoch) {
    await close(server);
    return undefined;
  }
  sweep(run, epoch, name);
  return { role: 'leader', epoch, server, isMine: () => epochs(run).at(-1) === epoch };
}

async function electByPipe(run: string): Promise<ElectionResult> {
  const pipe = pipeName(run);
  for (;;) {
    const answer = await tryConnect(pipe);
    if (typeof answer !== 'string') return { role: 'follower', epoch: 1, socket: answer };
    const server = createServer({ pauseOnConnect: true });
    try {
      await listen(server, pipe);
      // The kernel holds the name for as long as this process lives; nobody else can take it.
      return { role: 'leader', epoch: 1, server, isMine: () => server.listening };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      await delay(BUSY_RETRY_MS);
    }
  }
}

function epochs(run: string): number[] {
  return readdirSync(run)
    .map((name) => Number(LEADER.exec(name)?.[1] ?? 0))
    .filter((epoch) => epoch > 0)
    .sort((a, b) => a - b);
}

/** Removes what earlier leaders and dead candidates left; never the highest epoch. */
function sweep(run: string, epoch: number, own: string): void {
  for (const name of readdirSync(run)) {
    const path = join(run, name);
    const old = Number(LEADER.exec(name)?.[1] ?? epoch) < epoch;
    const abandoned = CANDIDATE.test(name) && name !== own && Date.now() - modifiedAt(path) > STALE_CANDIDATE_MS;
    if (old || abandoned) {
      try {
        unlinkSync(path);
      } catch {
        // Somebody else swept it first.
      }
    }
  }
}

function modifiedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
}

function tryConnect(path: string): Promise<Socket | string> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const failed = (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown');
    socket.once('error', failed);
    socket.once('connect', () => {
      socket.removeListener('error', failed);
      resolve(socket);
    });
  });
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ path, backlog: BACKLOG }, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
