import { shorten } from '../../domain/brief/compose';
import { isoTime } from '../answer/time';
import { fitting, howToGetMore } from '../answer/rows';
import type { QueryOutput } from '../../orchestrator/registry';
import type { ToolStore } from '../store';
import type { Answer } from '../tool';
import { find, type Wanted } from './wanted';

const USUAL = 3;
const MOST = 20;
/** Of one text of one task; whoever works on it gets the whole in the brief. */
const TEXT_TOKENS = 500;
const MOST_NEIGHBOURS = 20;

/** Everything that an agent needs to know about a few tasks. */
export async function detailView(store: ToolStore, wanted: Wanted): Promise<Answer> {
  const { rows, cursors, total, hasMore } = await find(store, wanted, Math.min(wanted.limit ?? USUAL, MOST));
  const details = await Promise.all(rows.map(({ id }) => detailOf(store, id)));
  const shown = fitting(details);
  const end = cursors[shown.length - 1];
  const isCut = hasMore || shown.length < rows.length;
  const next = isCut && end !== undefined ? { next_cursor: end } : {};
  return { rows: shown, total, ...next, ...(isCut && { more: howToGetMore(shown.length, total) }) };
}

async function detailOf(store: ToolStore, id: string): Promise<Record<string, unknown>> {
  const [shown, explained] = await Promise.all([
    store.read('task.show', { task: id }),
    store.read('task.explain', { task: id }),
  ]);
  const { task, path, files, checks, claim, waitsFor, plan, result, possible } = shown;
  return withoutNothing({
    id,
    title: task.title,
    state: task.state,
    role: task.role,
    reason: task.stateReason,
    path: path.map(({ id: above, title }) => `${title} (${above})`),
    description: shorten(shown.description, TEXT_TOKENS),
    context: shorten(shown.context, TEXT_TOKENS),
    files,
    checks,
    done: task.children > 0 ? `${task.leavesDone}/${task.leaves}` : null,
    claim: claim?.endedAt === null ? { actor: claim.actor, expires_at: isoTime(claim.expiresAt) } : null,
    waits_for: neighbours(waitsFor),
    not_ready: explained.blockers.slice(0, MOST_NEIGHBOURS).map(({ text, remedy }) => `${text}. ${remedy}`),
    plan: plan && shorten(plan.body, TEXT_TOKENS),
    result: result && { outcome: result.outcome, summary: result.summary, detail: shorten(result.detail, TEXT_TOKENS) },
    possible,
  });
}

const neighbours = (waitsFor: QueryOutput<'task.show'>['waitsFor']): unknown[] =>
  waitsFor.slice(0, MOST_NEIGHBOURS).map(({ task, state, kind, met }) => ({ task, state, kind, met }));

/** What a task does not have is left out rather than paid for. */
function withoutNothing(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  );
}
