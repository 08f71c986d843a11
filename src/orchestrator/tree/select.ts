import type { Connection } from '../../storage/connection';
import { nextClaimExpiry, workersInStream } from '../../storage/queries/claims';
import { findStream } from '../../storage/queries/streams';
import { interruptedTasks, readyTasks, type Selector } from '../../storage/queries/taskLists';
import type { ReadContext } from '../context';

const PAGE = 50;
const USUAL_WAIT_S = 30;

type Selected = { readonly task: string } | { readonly reason: string; readonly retry_after_s: number };

/** The best task that a selector finds and that no limit keeps back (rule P3), or why there is none. */
export function selectTask(context: ReadContext, selector: Selector, interrupted: boolean): Selected {
  const { connection, now } = context;
  const full = new Map<string, string | undefined>();
  let reason: string | undefined;
  for (let offset = 0; ; offset += PAGE) {
    const page = (interrupted ? interruptedTasks : readyTasks)(connection, selector, PAGE, offset);
    for (const { id, stream, role } of page) {
      const key = JSON.stringify([stream, role]);
      if (!full.has(key)) full.set(key, limitReached(connection, now, stream, role));
      const limit = full.get(key);
      if (limit === undefined) return { task: id };
      reason ??= limit;
    }
    if (page.length < PAGE) break;
  }
  return { reason: reason ?? nothingFound(connection, selector, interrupted), retry_after_s: waitFor(context) };
}

function nothingFound(connection: Connection, selector: Selector, interrupted: boolean): string {
  if (interrupted) return 'Nothing that fits is interrupted.';
  const waiting = interruptedTasks(connection, selector, 1).length > 0;
  return waiting
    ? 'Nothing that fits is ready; there is interrupted work, which is given to whoever asks for interrupted work.'
    : 'Nothing that fits is ready: what is open is held by others, waits for other tasks or for a person.';
}

/** When the next claim runs out, the answer may be another one. */
function waitFor({ connection, now }: ReadContext): number {
  const next = nextClaimExpiry(connection);
  const soon = next === null ? USUAL_WAIT_S : Math.ceil((next - now) / 1000);
  return Math.min(USUAL_WAIT_S, Math.max(1, soon));
}

/** A stream may say how many work in it at a time, all together and in one role. */
export function limitReached(
  connection: Connection,
  now: number,
  stream: string | null,
  role: string | null,
): string | undefined {
  const limits = stream === null ? undefined : findStream(connection, stream);
  if (!limits) return undefined;
  const { name, concurrency, roleLimits } = limits;
  if (concurrency !== null && workersInStream(connection, now, name, null) >= concurrency) {
    return `The stream ${name} has as many workers as it allows (${concurrency}).`;
  }
  const forRole = role === null ? undefined : roleLimits[role];
  if (role !== null && forRole !== undefined && workersInStream(connection, now, name, role) >= forRole) {
    return `The stream ${name} has as many workers with the role ${role} as it allows (${forRole}).`;
  }
  return undefined;
}
