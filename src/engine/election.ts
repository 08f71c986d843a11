import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readdirSync, statSync, unlinkSync } from 'node:fs';
import { connect, createServer, Socket, type Server } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Problem } from '../domain/problem';
import { errorCode } from '../storage/files';
import { pipeName, socketFolder } from './endpoint';

/** Whether this process leads. `isMine` is the fence: it is asked before each acknowledgement. */
export interface Leadership {
  readonly role: 'leader';
  readonly epoch: number;
  readonly server: Server;
  /**
   * No name of an earlier leader was there. Mostly because there was none; but where somebody removed `run/`, one may
   * still live for a moment, with the log open.
   */
  readonly predecessorIsUnknown: boolean;
  isMine(): boolean;
}

export type ElectionResult =
  Leadership | { readonly role: 'follower'; readonly epoch: number; readonly socket: Socket };

const LEADER = /^leader-(\d+)\.sock$/;
const CANDIDATE = 'c-';
const STALE_CANDIDATE_MS = 60_000;
const BUSY_RETRY_MS = 5;
const BACKLOG = 1024;
/** Dead for ever, since no socket is bound twice; the second is no socket at all. */
const DEAD = new Set(['ECONNREFUSED', 'ENOTSOCK']);
/** A full backlog, or a leader or a name that went away just now. */
const LOOK_AGAIN = new Set(['EAGAIN', 'ENOENT', 'ECONNRESET', 'EPIPE']);

/**
 * Finds the leader of a store or becomes it. The lock is a listening socket, which the kernel closes when the process
 * dies: a living leader, even a stopped one, is never robbed, and a dead one is noticed at once. No clock takes part.
 */
export async function elect(run: string): Promise<ElectionResult> {
  for (;;) {
    makeFolders(run);
    try {
      return await (process.platform === 'win32' ? electByPipe(run) : electBySocket(run));
    } catch (error) {
      // Somebody removed the folder meanwhile.
      if (errorCode(error) !== 'ENOENT') throw error;
      await delay(BUSY_RETRY_MS);
    }
  }
}

/** The folder of the store and the one for sockets, but not the workspace folder: one that was deleted stays deleted. */
function makeFolders(run: string): void {
  const store = dirname(run);
  if (!existsSync(dirname(store))) {
    throw new Problem('store_io', `The folder ${dirname(store)} is gone.`, 'Open it again once it is back.');
  }
  for (const folder of [store, run]) {
    try {
      mkdirSync(folder, { mode: 0o700 });
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
      if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
        throw new Problem(
          'store_blocked',
          `${folder} is not a folder.`,
          'Find out what it is for; tasks need this name for their folder.',
        );
      }
    }
  }
}

async function electBySocket(run: string): Promise<ElectionResult> {
  const sockets = socketFolder(run);
  for (;;) {
    const top = highestEpoch(run);
    if (top > 0) {
      const answer = await tryConnect(join(sockets, `leader-${top}.sock`));
      if (answer instanceof Socket) return { role: 'follower', epoch: top, socket: answer };
      const code = errorCode(answer) ?? '';
      if (LOOK_AGAIN.has(code)) {
        await delay(BUSY_RETRY_MS);
        continue;
      }
      if (!DEAD.has(code)) throw answer;
    }
    const leadership = await tryToLead(run, sockets, top + 1);
    if (leadership) return leadership;
  }
}

/** Listens under a private name first, so that there is no moment at which a living leader refuses; then claims the epoch. */
async function tryToLead(run: string, sockets: string, epoch: number): Promise<Leadership | undefined> {
  const name = `${CANDIDATE}${process.pid}-${randomBytes(6).toString('hex')}.sock`;
  const server = createServer({ pauseOnConnect: true });
  await listen(server, join(sockets, name));
  chmodSync(join(run, name), 0o600);
  const mine = `leader-${epoch}.sock`;
  try {
    linkSync(join(run, name), join(run, mine));
  } catch (error) {
    await close(server);
    if (errorCode(error) === 'EEXIST') return undefined;
    throw error;
  }
  const claimed = inodeOf(join(run, mine));
  // A higher epoch means that ours had been used and cleaned up before.
  if (highestEpoch(run) !== epoch) {
    await close(server);
    return undefined;
  }
  sweep(run, epoch, name);
  // Each commit asks twice, so this is one look: a successor removes our name before it opens anything. By inode, because
  // in a folder that was removed and made again epochs start anew.
  const isMine = (): boolean => inodeOf(join(run, mine)) === claimed;
  return { role: 'leader', epoch, server, predecessorIsUnknown: epoch === 1, isMine };
}

async function electByPipe(run: string): Promise<ElectionResult> {
  const pipe = pipeName(run);
  for (;;) {
    const answer = await tryConnect(pipe);
    if (answer instanceof Socket) return { role: 'follower', epoch: 1, socket: answer };
    const server = createServer({ pauseOnConnect: true });
    try {
      await listen(server, pipe);
      // The kernel holds the name for as long as this process lives; nobody else can take it.
      return { role: 'leader', epoch: 1, server, predecessorIsUnknown: false, isMine: () => server.listening };
    } catch (error) {
      if (errorCode(error) !== 'EADDRINUSE') throw error;
      await delay(BUSY_RETRY_MS);
    }
  }
}

/** 0 where nobody has led yet. */
function highestEpoch(run: string): number {
  return Math.max(0, ...readdirSync(run).map((name) => Number(LEADER.exec(name)?.[1] ?? 0)));
}

/**
 * Removes what earlier leaders and dead candidates left; never the highest epoch. A name of an earlier leader must be gone
 * before we go on: that it is missing is how such a leader notices us.
 */
function sweep(run: string, epoch: number, own: string): void {
  for (const name of readdirSync(run)) {
    const path = join(run, name);
    const old = Number(LEADER.exec(name)?.[1] ?? epoch) < epoch;
    const abandoned = name.startsWith(CANDIDATE) && name !== own && Date.now() - modifiedAt(path) > STALE_CANDIDATE_MS;
    if (old || abandoned) {
      try {
        unlinkSync(path);
      } catch (error) {
        if (errorCode(error) !== 'ENOENT') throw error;
      }
    }
  }
}

function inodeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino;
}

function modifiedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
}

function tryConnect(path: string): Promise<Socket | Error> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('error', resolve);
    socket.once('connect', () => {
      socket.removeListener('error', resolve);
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
