import { isMet } from '../../domain/dependency/dependency';
import { cameToNothing, hasEnded, isAwaiting } from '../../domain/workflow/states';
import type { Connection } from '../../storage/connection';
import { dependenciesOf } from '../../storage/queries/dependencies';
import { findRecord, type TaskRecord } from '../../storage/queries/records';
import { gateOf } from '../workflow/gates';

/** One thing that keeps a task from being taken. */
export interface Blocker {
  readonly kind: 'dependency' | 'approval' | 'blocked' | 'ended' | 'parent' | 'children' | 'archived';
  /** The task that is to be looked at. */
  readonly task: string;
  readonly title: string;
  /** In words, as the end of "it waits because …". */
  readonly text: string;
  readonly remedy: string;
}

/** Everything that keeps a task back: itself, its gates, and what holds its parents (rule D5). */
export function blockersOf(connection: Connection, task: TaskRecord): Blocker[] {
  const blockers = [...ownBlockers(task), ...gateBlockers(connection, task)];
  for (let at = parentRecord(connection, task); at; at = parentRecord(connection, at)) {
    blockers.push(...gateBlockers(connection, at), ...haltOf(at));
  }
  return blockers;
}

const parentRecord = (connection: Connection, { parentId }: TaskRecord): TaskRecord | undefined =>
  parentId === null ? undefined : findRecord(connection, parentId);

function ownBlockers(task: TaskRecord): Blocker[] {
  const { id, title, state, children, leaves, leavesDone, archivedAt } = task;
  const about = { task: id, title };
  if (archivedAt !== null) {
    return [{ ...about, kind: 'archived', text: 'it is archived', remedy: 'Take it out of the archive first.' }];
  }
  if (hasEnded(state)) {
    const again = state === 'failed' ? 'It can be retried.' : 'A person can reopen it.';
    return [{ ...about, kind: 'ended', text: `it is ${state}`, remedy: again }];
  }
  if (state === 'blocked') return haltOf(task);
  if (isAwaiting(state)) {
    return [
      {
        ...about,
        kind: 'approval',
        text: 'it waits for a person’s verdict',
        remedy: 'Wait for the verdict in VS Code.',
      },
    ];
  }
  const isOwnWork =
    state === 'planning' ||
    state === 'reviewing' ||
    state === 'verifying' ||
    (state === 'pending' && task.stages.includes('plan')) ||
    (state === 'implementing' && leavesDone >= leaves);
  if (children > 0 && !isOwnWork) {
    return [
      {
        ...about,
        kind: 'children',
        text: 'its work is in the tasks below it',
        remedy: `Claim with under: ${id} to get one of them.`,
      },
    ];
  }
  return [];
}

function gateBlockers(connection: Connection, task: TaskRecord): Blocker[] {
  return dependenciesOf(connection, task.id).flatMap((row): Blocker[] => {
    const target = findRecord(connection, row.dependsOn);
    if (!target || isMet(gateOf(row), target)) return [];
    const ended = cameToNothing(target.state);
    const what = row.kind === 'approval' ? 'approval' : 'completion';
    const standing = target.deletedAt === null ? target.state : 'deleted';
    return [
      {
        kind: 'dependency',
        task: target.id,
        title: target.title,
        text: `${task.id} waits for the ${what} of ${target.id} (${target.title}), which is ${standing}`,
        remedy: ended
          ? `Retry ${target.id}, or a person waives the dependency.`
          : `Finish ${target.id} first; claim without a task id to get what is ready.`,
      },
    ];
  });
}

function haltOf(task: TaskRecord): Blocker[] {
  const { id, title, state, stateReason, stages } = task;
  const about = { task: id, title };
  switch (state) {
    case 'blocked':
      return [
        {
          ...about,
          kind: 'blocked',
          text: `${id} (${title}) is blocked${stateReason === null ? '' : `: ${stateReason}`}`,
          remedy: `Clear what blocks ${id}, then unblock it.`,
        },
      ];
    case 'failed':
    case 'cancelled':
      return [
        { ...about, kind: 'parent', text: `${id} (${title}) is ${state}`, remedy: `Retry or reopen ${id} first.` },
      ];
    case 'plan_awaiting_approval':
      return [
        {
          ...about,
          kind: 'approval',
          text: `the plan of ${id} (${title}) waits for a person’s approval`,
          remedy: 'Wait for the approval in VS Code.',
        },
      ];
    case 'planning':
      return [
        {
          ...about,
          kind: 'parent',
          text: `the plan of ${id} (${title}) is being made`,
          remedy: `Claim ${id} to plan it.`,
        },
      ];
    case 'pending':
      return stages.includes('plan')
        ? [{ ...about, kind: 'parent', text: `${id} (${title}) has no plan yet`, remedy: `Claim ${id} to plan it.` }]
        : [];
    default:
      return [];
  }
}

/** A few blockers as one sentence part. */
export function sentence(blockers: readonly Blocker[]): string {
  const shown = blockers.slice(0, 5).map(({ text }) => text);
  return blockers.length > 5 ? `${shown.join('; ')}; and ${blockers.length - 5} more reasons` : shown.join('; ');
}
