import assert from 'node:assert/strict';
import { isMet } from '../../../../src/domain/dependency/dependency';
import { PRIORITIES, TASK_STATUSES } from '../../../../src/domain/task/task';
import { rollUp, type Tally } from '../../../../src/domain/workflow/rollUp';
import { statusOf } from '../../../../src/domain/workflow/states';
import { liveClaim } from '../../../../src/storage/queries/claims';
import { dependenciesOf, dependenciesOn } from '../../../../src/storage/queries/dependencies';
import { findRecord, type TaskRecord } from '../../../../src/storage/queries/records';
import type { Connection } from '../../../../src/storage/connection';

const HOLDING = ['planning', 'plan_awaiting_approval', 'blocked', 'failed', 'cancelled'];

/**
 * What the store keeps beside each task, counted once more from nothing and without the code that keeps it: children,
 * leaves, gates, holds, ranks, claims, and the states of parents.
 */
export function recount(connection: Connection): void {
  const ids = connection.rows('select id from tasks order by depth desc, n').map(({ id }) => String(id));
  const tasks = new Map(ids.map((id) => [id, findRecord(connection, id)!]));
  const live = (task: TaskRecord | undefined): task is TaskRecord => task?.deletedAt === null;
  const childrenOf = (id: string) => [...tasks.values()].filter((task) => task.parentId === id && live(task));
  const parentOf = ({ parentId }: TaskRecord) => (parentId === null ? undefined : tasks.get(parentId));
  const unmetOf = (id: string) =>
    dependenciesOf(connection, id).filter(
      ({ kind, policy, waivedAt, dependsOn }) =>
        !isMet({ kind, policy, waived: waivedAt !== null }, tasks.get(dependsOn)!),
    ).length;
  const holds = (task: TaskRecord) =>
    unmetOf(task.id) > 0 || HOLDING.includes(task.state) || (task.state === 'pending' && task.stages.includes('plan'));

  const ranks = new Map<string, { chain: number; reach: number }>();
  const rankOf = (task: TaskRecord): { chain: number; reach: number } => {
    const known = ranks.get(task.id);
    if (known) return known;
    const parent = parentOf(task);
    const after = dependenciesOn(connection, task.id)
      .filter(({ kind }) => kind !== 'related')
      .map(({ task: id }) => tasks.get(id))
      .filter(live);
    const chain = Math.max(parent ? rankOf(parent).chain : 0, ...after.map((next) => rankOf(next).reach));
    ranks.set(task.id, { chain, reach: chain });
    const children = childrenOf(task.id);
    const reach = Math.max(chain + (children.length === 0 ? 1 : 0), ...children.map((child) => rankOf(child).reach));
    const rank = { chain, reach };
    ranks.set(task.id, rank);
    return rank;
  };

  for (const task of tasks.values()) {
    if (!live(task)) continue;
    const children = childrenOf(task.id);
    const parent = parentOf(task);
    const tally: Tally = {};
    for (const { status } of children) tally[status] = (tally[status] ?? 0) + 1;
    const isCancelled = task.status === 'cancelled';
    const isDone = task.status === 'completed';
    const isUnsound = task.state === 'completed' && (task.evidence === 'changed' || task.evidence === 'failed');
    const sum = (count: (child: TaskRecord) => number) => children.reduce((total, child) => total + count(child), 0);
    let held = 0;
    for (let at = parent; at; at = parentOf(at)) held += Number(holds(at));
    const claim = liveClaim(connection, task.id);
    assert.deepEqual(
      {
        children: task.children,
        tally: Object.fromEntries(TASK_STATUSES.map((status) => [status, task.childStatuses[status] ?? 0])),
        leaves: task.leaves,
        leavesDone: task.leavesDone,
        unsound: task.unsound,
        depth: task.depth,
        rootId: task.rootId,
        unmet: task.unmet,
        held: task.held,
        urgency: task.urgency,
        chain: task.chain,
        reach: task.reach,
        claimed: task.claimed,
      },
      {
        children: children.length,
        tally: Object.fromEntries(TASK_STATUSES.map((status) => [status, tally[status] ?? 0])),
        leaves: children.length === 0 ? Number(!isCancelled) : sum(({ leaves }) => leaves),
        leavesDone: children.length === 0 ? Number(isDone) : sum(({ leavesDone }) => leavesDone),
        unsound: Number(isUnsound) + sum(({ unsound }) => unsound),
        depth: parent ? parent.depth + 1 : 0,
        rootId: parent ? parent.rootId : task.id,
        unmet: unmetOf(task.id),
        held,
        urgency: Math.max(PRIORITIES.indexOf(task.priority), parent?.urgency ?? 0),
        ...rankOf(task),
        claimed: claim !== undefined,
      },
      `${task.id} (${task.title}, ${task.state})`,
    );
    assert.ok(!task.interrupted || !task.claimed, `${task.id} is interrupted and claimed`);
    assert.equal(task.stream, parent ? parent.stream : task.stream);
    checkStatus(task, rollUp(tally));
  }
}

/** A leaf shows its own state; a parent at work shows what its children do. */
function checkStatus(task: TaskRecord, rolled: ReturnType<typeof rollUp>): void {
  const name = `${task.id} (${task.title}, ${task.state})`;
  if (rolled === undefined || task.state !== 'implementing') {
    assert.equal(task.status, statusOf(task.state), name);
    return;
  }
  if (rolled === 'completed' || rolled === 'failed' || rolled === 'cancelled') return;
  assert.equal(task.status, rolled === 'pending' ? 'in_progress' : rolled, name);
}
