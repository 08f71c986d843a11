import type { ServerContext } from '@modelcontextprotocol/server';
import type { LookProgress } from '../domain/evidence/lookProgress';

/** What a client that asked for it is told while a call goes on. */
interface CallProgress {
  readonly made: (made: LookProgress) => void;
  readonly stillAtIt: (message: string) => void;
}

/** The protocol wants each number to be greater than the one before; a sign of life is worth this much. */
const LIFE = 0.001;

export function progressOf({ mcpReq }: ServerContext): CallProgress | undefined {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return undefined;
  let last = 0;
  let total: number | undefined;
  const tell = (done: number, message: string): void => {
    last = Math.max(done, last + LIFE);
    const params = { progressToken, progress: last, ...(total !== undefined && { total }), message };
    // A client that is gone needs no progress.
    mcpReq.notify({ method: 'notifications/progress', params }).catch(() => undefined);
  };
  return {
    made: (made) => {
      total = made.files.total + made.checks.total;
      tell(made.files.done + made.checks.done, inWords(made));
    },
    stillAtIt: (message) => tell(0, message),
  };
}

const inWords = ({ files, checks, running }: LookProgress): string =>
  running === undefined
    ? `${files.done} of ${files.total} files`
    : `check ${checks.done + 1} of ${checks.total}: ${running}`;
