import { countOpenChecks } from '../evidence/openChecks';
import { randomUUID } from 'node:crypto';
import { newTaskId } from '../../domain/task/id';
import { cleanTitle } from '../../domain/task/task';
import { orderedStages, type Stage } from '../../domain/workflow/stages';
import { insertDependency } from '../../storage/queries/dependencies';
import { recordEvent } from '../../storage/queries/events';
import type { MutableRecord } from '../../storage/queries/records';
import { isTaskIdTaken } from '../../storage/queries/tree';
import { countGate } from '../workflow/gates';
import { isMet } from '../../domain/dependency/dependency';
import { holdsUnder } from '../workflow/holds';
import { newRank } from './ranking';
import type { Step } from './mistakes';
import type { After, PlanStep } from './planInput';
import { DEEPEST_LEVEL, joinParent, tooDeep } from './structure';
import type { WorkingSet } from './workingSet';

/** From a random UUID, of which Node keeps a supply: its first twelve digits are random, the next one is not. */
const randomHex = (digits: number): string => randomUUID().replace('-', '').slice(0, digits);

type Seed = Pick<
  PlanStep,
  'title' | 'description' | 'files' | 'checks' | 'labels' | 'role' | 'priority' | 'effort' | 'due'
> & {
  readonly context?: string;
  readonly stream?: string | null;
  readonly stages: readonly Stage[];
};

/** Adds one task to the tree and counts it for its parents; the caller ranks it and settles its parent. */
export function plantTask(
  tree: WorkingSet,
  seed: Seed,
  parent: MutableRecord | undefined,
  position: number,
): MutableRecord {
  const { connection, now, actor } = tree.context;
  if (parent && parent.depth + 1 >= DEEPEST_LEVEL) throw tooDeep();
  const role = seed.role ?? null;
  const priority = seed.priority ?? 'normal';
  const id = newTaskId(role, randomHex, (candidate) => isTaskIdTaken(connection, candidate));
  const task = tree.add({
    id,
    parentId: parent?.id ?? null,
    rootId: parent?.rootId ?? id,
    depth: parent ? parent.depth + 1 : 0,
    position,
    stream: parent ? parent.stream : (seed.stream ?? null),
    title: cleanTitle(seed.title),
    description: seed.description,
    context: seed.context ?? '',
    role,
    priority,
    labels: [...seed.labels],
    effort: seed.effort ?? null,
    dueAt: seed.due ?? null,
    status: 'pending',
    state: 'pending',
    returnState: null,
    stateReason: null,
    stateActor: actor,
    stages: orderedStages(seed.stages),
    expectedFiles: [...seed.files],
    checks: [...seed.checks],
    actor: null,
    children: 0,
    childStatuses: {},
    leaves: 1,
    leavesDone: 0,
    unsound: 0,
    retryCount: 0,
    ...newRank(priority, parent),
    unmet: 0,
    held: holdsUnder(parent),
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
  recordEvent(connection, {
    at: now,
    actor,
    kind: 'task.created',
    taskId: id,
    after: { title: task.title, parent: task.parentId, role },
  });
  countOpenChecks(tree, task);
  joinParent(tree, task);
  return task;
}

/** Adds the steps of a plan under a task. Returns the tasks by what stood for them in the input. */
export function plantSteps(
  tree: WorkingSet,
  root: MutableRecord,
  steps: readonly Step[],
  position: number,
): Map<string, MutableRecord> {
  const made = new Map<string, MutableRecord>();
  steps.forEach(({ step, handle, parent }, index) => {
    const above = parent ? made.get(parent.handle) : root;
    made.set(handle, plantTask(tree, step, above, position + index));
  });
  for (const { handle, after } of steps) {
    const task = made.get(handle);
    if (task) waitFor(tree, task, after, made);
  }
  return made;
}

function unique(after: readonly After[]): After[] {
  return [...new Map(after.map((entry) => [`${entry.kind} ${entry.task}`, entry])).values()];
}

/** Makes a task wait for steps of the same plan or for tasks that are there. */
export function waitFor(
  tree: WorkingSet,
  task: MutableRecord,
  after: readonly After[],
  made: ReadonlyMap<string, MutableRecord> = new Map(),
): void {
  for (const { task: name, kind, policy } of unique(after)) {
    addGate(tree, task, made.get(name) ?? tree.get(name), { kind, policy });
  }
}

/** Makes a task wait for another; that there is no cycle is known already. */
export function addGate(
  tree: WorkingSet,
  task: MutableRecord,
  target: MutableRecord,
  { kind, policy }: Pick<After, 'kind' | 'policy'>,
): void {
  insertDependency(tree.context.connection, { task: task.id, dependsOn: target.id, kind, policy }, tree.context.now);
  tree.forgetDependencies(task.id, target.id);
  countGate(tree, task.id, true, isMet({ kind, policy, waived: false }, target));
}
