import type { Connection } from '../../../src/storage/connection';
import { recordCommand } from '../../../src/storage/queries/commands';
import { recordEvent } from '../../../src/storage/queries/events';
import { findRecord, insertRecord, rowOf, updateRecord } from '../../../src/storage/queries/records';
import { indexTasks } from '../../../src/storage/queries/tasks';
import type { Random } from './random';

/**
 * What creating a task writes, with ids that depend on nothing but the number: the same seed then makes the same pages,
 * and a crash at the same operation hits the same write.
 */
export function addTask(connection: Connection, number: number, random: Random, words = 1500): void {
  const id = `t${number}`;
  const parentId = number > 3 && random.chance(0.5) ? `t${1 + random.below(number - 1)}` : null;
  const place = parentId === null ? undefined : findRecord(connection, parentId);
  const now = 1_700_000_000_000 + number;
  insertRecord(connection, {
    id,
    parentId: place ? parentId : null,
    rootId: place?.rootId ?? id,
    depth: place ? place.depth + 1 : 0,
    position: number,
    stream: null,
    title: `c${number}`,
    description: 'x '.repeat(random.below(words)),
    context: '',
    role: null,
    priority: 'normal',
    labels: [],
    effort: null,
    dueAt: null,
    status: 'pending',
    state: 'pending',
    returnState: null,
    stateReason: null,
    stateActor: 'test',
    stages: [],
    expectedFiles: [],
    checks: [],
    actor: null,
    children: 0,
    childStatuses: {},
    leaves: 1,
    leavesDone: 0,
    unsound: 0,
    retryCount: 0,
    urgency: 1,
    chain: 0,
    reach: 1,
    unmet: 0,
    held: 0,
    claimed: false,
    interrupted: false,
    approved: false,
    evidence: 'none',
    verifyDue: false,
    openChecks: 0,
    version: 1,
    createdAt: now,
    updatedAt: now,
    stateAt: now,
    startedAt: null,
    endedAt: null,
    archivedAt: null,
    archiveReason: null,
    deletedAt: null,
  });
  if (place) updateRecord(connection, { ...place, children: place.children + 1 }, rowOf(place));
  indexTasks(connection, [id]);
  recordEvent(connection, { at: now, actor: 'test', kind: 'task.created', taskId: id });
  const result = JSON.stringify({ task: id });
  recordCommand(connection, `c${number}`, { name: 'task.create', inputHash: '', result }, now);
}

/** Ids of the commands that `addTask` left, with their tasks, as an experiment acknowledges them. */
export function acknowledge(acknowledged: Map<string, string>, number: number): void {
  acknowledged.set(`c${number}`, `t${number}`);
}
