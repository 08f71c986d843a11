import * as z from 'zod';
import { LIMITS, TASK_STATUSES } from '../../domain/task/task';
import { STAGES } from '../../domain/workflow/stages';
import { AWAITING_STATES, STATES } from '../../domain/workflow/states';
import { possibleIn } from '../../domain/workflow/transitions';
import { DEPENDENCY_KINDS, FAILURE_POLICIES, isMet } from '../../domain/dependency/dependency';
import { claimedTasks, countClaims, latestClaim } from '../../storage/queries/claims';
import { dependenciesOf, dependenciesOn, type DependencyRow } from '../../storage/queries/dependencies';
import { findRecord, type TaskRecord } from '../../storage/queries/records';
import {
  countTasks,
  deletedTasks,
  interruptedTasks,
  listTasks,
  readyTasks,
  tasksInState,
  tasksWithOpenChecks,
  unsoundTasks,
} from '../../storage/queries/taskLists';
import { childrenOf, findTask } from '../../storage/queries/tasks';
import { descendantIds, sizeBelow } from '../../storage/queries/tree';
import { latestPlan, latestResult } from '../../storage/queries/versions';
import type { Connection } from '../../storage/connection';
import { readQuery } from '../operation';
import { page, roleName, rows, streamName, taskId, taskShape } from '../shapes/common';
import { blockersOf } from '../tree/blockers';
import { noSuchTask } from '../tree/workingSet';
import { gateOf } from '../workflow/gates';

const PAGE = 1000;

export const getTask = readQuery({
  about: 'A task by its id, or null.',
  input: z.strictObject({ id: taskId }),
  output: taskShape.nullable(),
  run: ({ connection }, { id }) => findTask(connection, id) ?? null,
});

const childCursor = z.strictObject({ position: z.number(), n: z.number() });

export const listChildren = readQuery({
  about: 'One page of a task’s children, or of the tasks at the top, in their order.',
  input: z.strictObject({ parent: taskId.nullable(), after: childCursor.optional(), limit: page(PAGE, PAGE) }),
  output: z.strictObject({ rows: z.array(taskShape), next: childCursor.nullable() }),
  run: ({ connection }, { parent, after, limit }) => {
    const found = childrenOf(connection, parent, after, limit + 1);
    const shown = found.slice(0, limit);
    const end = shown.at(-1);
    return { rows: shown, next: found.length > limit && end ? { position: end.position, n: end.n } : null };
  },
});

export function recordOf(connection: Connection, id: string): TaskRecord {
  const record = findRecord(connection, id);
  if (record?.deletedAt !== null) throw noSuchTask(id);
  return record;
}

const neighbour = z.strictObject({
  task: z.string(),
  title: z.string(),
  state: z.enum(STATES),
  kind: z.enum(DEPENDENCY_KINDS),
  policy: z.enum(FAILURE_POLICIES),
  met: z.boolean(),
  waived: z.strictObject({ actor: z.string(), at: z.number(), reason: z.string() }).nullable(),
});

export const showTask = readQuery({
  about:
    'Everything about one task: its texts, where it stands, its claim, its dependencies, its latest plan and result.',
  input: z.strictObject({ task: taskId }),
  output: z.strictObject({
    task: taskShape,
    path: z.array(z.strictObject({ id: z.string(), title: z.string() })),
    description: z.string(),
    context: z.string(),
    effort: z.string().nullable(),
    stages: z.array(z.enum(STAGES)).readonly(),
    files: z.array(z.string()).readonly(),
    checks: z.array(z.string()).readonly(),
    claim: z
      .strictObject({
        actor: z.string(),
        attempt: z.number(),
        claimedAt: z.number(),
        expiresAt: z.number(),
        endedAt: z.number().nullable(),
        endReason: z.string().nullable(),
      })
      .nullable(),
    waitsFor: z.array(neighbour),
    waitedForBy: z.array(neighbour),
    plan: z.strictObject({ version: z.number(), body: z.string(), actor: z.string(), at: z.number() }).nullable(),
    result: z
      .strictObject({
        version: z.number(),
        outcome: z.string(),
        summary: z.string(),
        detail: z.string(),
        actor: z.string(),
        at: z.number(),
      })
      .nullable(),
    possible: z.array(z.string()),
  }),
  run: ({ connection }, { task: id }) => {
    const record = recordOf(connection, id);
    const row = findTask(connection, id);
    if (!row) throw noSuchTask(id);
    const claim = latestClaim(connection, id);
    const result = latestResult(connection, id);
    return {
      task: { ...row, description: row.description.slice(0, 500) },
      path: pathOf(connection, record),
      description: record.description,
      context: record.context,
      effort: record.effort,
      stages: record.stages,
      files: record.expectedFiles,
      checks: record.checks,
      claim: claim
        ? {
            actor: claim.actor,
            attempt: claim.attempt,
            claimedAt: claim.claimedAt,
            expiresAt: claim.expiresAt,
            endedAt: claim.endedAt,
            endReason: claim.endReason,
          }
        : null,
      waitsFor: dependenciesOf(connection, id).map((gate) =>
        neighbourOf(connection, gate, gate.dependsOn, gate.dependsOn),
      ),
      waitedForBy: dependenciesOn(connection, id).map((gate) => neighbourOf(connection, gate, gate.task, id)),
      plan: latestPlan(connection, id) ?? null,
      result: result
        ? {
            version: result.version,
            outcome: result.outcome,
            summary: result.summary,
            detail: result.detail,
            actor: result.actor,
            at: result.at,
          }
        : null,
      possible: possibleIn(record.state),
    };
  },
});

/** From the root down to the task's parent. */
function pathOf(connection: Connection, task: TaskRecord): { id: string; title: string }[] {
  const path: { id: string; title: string }[] = [];
  let above = task.parentId;
  while (above !== null) {
    const parent = findRecord(connection, above);
    if (!parent) break;
    path.unshift({ id: parent.id, title: parent.title });
    above = parent.parentId;
  }
  return path;
}

function neighbourOf(
  connection: Connection,
  gate: DependencyRow,
  shown: string,
  target: string,
): z.output<typeof neighbour> {
  const other = findRecord(connection, shown);
  const on = findRecord(connection, target);
  const { kind, policy, waivedAt, waivedBy, waiverReason } = gate;
  return {
    task: shown,
    title: other?.title ?? '',
    state: other?.state ?? 'cancelled',
    kind,
    policy,
    met: on !== undefined && isMet(gateOf(gate), on),
    waived: waivedAt === null ? null : { actor: waivedBy ?? '', at: waivedAt, reason: waiverReason ?? '' },
  };
}

const listCursor = z.strictObject({ updatedAt: z.number(), n: z.number() });
const MOST_COUNTED = 10_000;
const filter = {
  text: z.string().trim().min(1).max(LIMITS.search).optional(),
  state: z.enum(STATES).optional(),
  status: z.enum(TASK_STATUSES).optional(),
  role: roleName.optional(),
  stream: streamName.optional(),
  under: taskId.optional(),
  /** Changed after this moment, in milliseconds since 1970. */
  since: z.number().optional(),
  archived: z.boolean().default(false),
};

export const searchTasks = readQuery({
  about:
    'Tasks that a filter finds, newest change first and by text the most telling first, a page at a time, with how many there are.',
  input: z.strictObject({ ...filter, after: listCursor.nullable().default(null), limit: page(PAGE, 20) }),
  output: z.strictObject({
    rows: z.array(taskShape),
    /** Where to go on behind each of the rows, for whoever shows fewer. */
    cursors: z.array(listCursor),
    next: listCursor.nullable(),
    total: z.number(),
  }),
  run: ({ connection }, { after, limit, ...wanted }) => {
    const found = listTasks(connection, wanted, after, limit + 1);
    const shown = found.slice(0, limit);
    const end = shown.at(-1);
    const more = found.length > limit && end !== undefined;
    const rows = shown.map(({ row }) => row);
    const cursors = shown.map(({ cursor }) => cursor);
    const total = after === null && !more ? shown.length : countTasks(connection, wanted, MOST_COUNTED);
    return { rows, cursors, next: more ? end.cursor : null, total };
  },
});

export const countTasksQuery = readQuery({
  about: 'How many tasks there are in each status, counted up to 10,000 each.',
  input: z.strictObject({ stream: streamName.optional(), under: taskId.optional() }),
  output: z.record(z.enum(TASK_STATUSES), z.number()),
  run: ({ connection }, wanted) => {
    const counts = TASK_STATUSES.map((status) => [status, countTasks(connection, { ...wanted, status }, MOST_COUNTED)]);
    return Object.fromEntries(counts) as Record<(typeof TASK_STATUSES)[number], number>;
  },
});

const selector = { role: roleName.optional(), stream: streamName.optional(), under: taskId.optional() };

export const nextTasks = readQuery({
  about: 'Tasks that can be taken now, the most urgent and the longest chains first.',
  input: z.strictObject({ ...selector, limit: page(PAGE, 10) }),
  output: rows,
  run: ({ connection }, { limit, ...wanted }) => ({ rows: readyTasks(connection, wanted, limit) }),
});

export const explainTask = readQuery({
  about: 'Why a task cannot be taken now: all that holds it back, and what to do about each.',
  input: z.strictObject({ task: taskId }),
  output: z.strictObject({
    task: z.string(),
    state: z.enum(STATES),
    ready: z.boolean(),
    blockers: z.array(
      z.strictObject({
        kind: z.enum(['dependency', 'approval', 'blocked', 'ended', 'parent', 'children', 'archived', 'claim']),
        task: z.string(),
        title: z.string(),
        text: z.string(),
        remedy: z.string(),
      }),
    ),
  }),
  run: ({ connection, now }, { task: id }) => {
    const record = recordOf(connection, id);
    const claim = record.claimed ? latestClaim(connection, id) : undefined;
    const holder =
      claim?.endedAt === null && claim.expiresAt > now
        ? [
            {
              kind: 'claim' as const,
              task: id,
              title: record.title,
              text: `${claim.actor} works on it`,
              remedy: 'Wait, or a person releases the claim.',
            },
          ]
        : [];
    const blockers = [...holder, ...blockersOf(connection, record)];
    return { task: id, state: record.state, ready: blockers.length === 0, blockers };
  },
});

const MOST_SHOWN = 200;

export const attention = readQuery({
  about:
    'What needs a person: verdicts, interrupted work, blocked and failed tasks, evidence that does not hold, checks to approve.',
  input: z.strictObject({ limit: page(MOST_SHOWN, MOST_SHOWN) }),
  output: z.strictObject({
    approvals: z.array(taskShape),
    interrupted: z.array(taskShape),
    blocked: z.array(taskShape),
    failed: z.array(taskShape),
    /** Not accepted as done, or changed since. */
    evidence: z.array(taskShape),
    /** Begun, with checks that no person has approved. */
    checks: z.array(taskShape),
  }),
  run: ({ connection }, { limit }) => ({
    approvals: AWAITING_STATES.flatMap((state) => tasksInState(connection, state, limit)).slice(0, limit),
    interrupted: interruptedTasks(connection, {}, limit),
    blocked: tasksInState(connection, 'blocked', limit),
    // Of a parent that failed, the steps that did are shown.
    failed: tasksInState(connection, 'failed', limit).filter(({ children }) => children === 0),
    evidence: unsoundTasks(connection, limit),
    checks: tasksWithOpenChecks(connection, limit),
  }),
});

export const countBelow = readQuery({
  about:
    'How much lies below tasks at any depth, and how much of all that somebody holds; what lies below another is of it.',
  /** As many as somebody can select. */
  input: z.strictObject({ tasks: z.array(taskId).max(MOST_COUNTED) }),
  output: z.strictObject({ tops: z.array(z.string()), below: z.number(), claimed: z.number() }),
  run: ({ connection }, { tasks }) => {
    const within = new Set(tasks.flatMap((task) => descendantIds(connection, task)));
    const tops = tasks.filter((task) => !within.has(task)).map((task) => recordOf(connection, task));
    const sizes = tops.map(({ id }) => sizeBelow(connection, id));
    const held = tops.filter(({ claimed }) => claimed).length;
    return {
      tops: tops.map(({ id }) => id),
      below: sizes.reduce((sum, { tasks: count }) => sum + count, 0),
      claimed: sizes.reduce((sum, { claimed }) => sum + claimed, held),
    };
  },
});

export const workingTasks = readQuery({
  about: 'Tasks that somebody works on now, with how many there are.',
  input: z.strictObject({ limit: page(MOST_SHOWN, MOST_SHOWN) }),
  output: z.strictObject({ rows: z.array(taskShape), total: z.number() }),
  run: ({ connection, now }, { limit }) => ({
    rows: claimedTasks(connection, now, limit),
    total: countClaims(connection, now),
  }),
});

export const listDeleted = readQuery({
  about: 'Deleted tasks that a person can bring back, the latest first.',
  /** `tops`: only what can be brought back by itself, not what comes back with a task above it. */
  input: z.strictObject({ limit: page(PAGE, 200), tops: z.boolean().default(false) }),
  output: rows,
  run: ({ connection }, { limit, tops }) => ({ rows: deletedTasks(connection, limit, tops) }),
});
