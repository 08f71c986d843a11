import { Problem } from '../../domain/problem';
import { isApprovalStage } from '../../domain/workflow/stages';
import type { MutableRecord, TaskRecord } from '../../storage/queries/records';
import { addPlan } from '../../storage/queries/versions';
import { outline } from '../tree/outline';
import type { WorkingSet } from '../tree/workingSet';
import { transition } from './transition';

/** The nearest task on the way up, itself included, whose plan a person approves. */
export function planOwner(tree: WorkingSet, task: TaskRecord): MutableRecord | undefined {
  const own = tree.findEvenDeleted(task.id);
  return [...(own ? [own] : []), ...tree.ancestorsOf(task)].find(({ stages }) => stages.includes('plan_approval'));
}

/**
 * What a person approved, or is looking at, has been changed below or at this task: it becomes a new version, and one that
 * was approved is asked about again (rule O3). A person's own change needs no one's approval.
 */
export function planChanged(tree: WorkingSet, task: TaskRecord): void {
  const owner = planOwner(tree, task);
  if (!owner || owner.children === 0) return;
  const isApproved = owner.approved && (owner.state === 'plan_approved' || owner.state === 'implementing');
  if (owner.state !== 'plan_awaiting_approval' && !isApproved) return;
  tree.save();
  const { connection, actor, now, isPerson } = tree.context;
  addPlan(connection, owner.id, outline(connection, owner.id), actor, now);
  if (isApproved && !isPerson) transition(tree, owner, 'amendPlan');
}

/** Moving out of a tree that a person approves would be a way round the approval. */
export function mayLeave(tree: WorkingSet, task: TaskRecord, newParent: TaskRecord | undefined): void {
  if (tree.context.isPerson) return;
  const kept = newParent ? new Set([newParent.id, ...[...tree.ancestorsOf(newParent)].map(({ id }) => id)]) : new Set();
  for (const ancestor of tree.ancestorsOf(task)) {
    if (kept.has(ancestor.id)) return;
    if (ancestor.stages.some(isApprovalStage)) {
      throw new Problem(
        'person_only',
        `${task.id} belongs to ${ancestor.id}, which a person approves; only a person moves it out of there.`,
        'Ask for it in VS Code, or leave the task where it is.',
      );
    }
  }
}

/** A step of a plan that a person approved, or is looking at, is not dropped by a program: that would be another plan. */
export function mayBeLeftOut(tree: WorkingSet, task: TaskRecord): void {
  const [parent] = tree.ancestorsOf(task);
  const owner = parent && planOwner(tree, parent);
  if (!owner || (owner.state !== 'plan_awaiting_approval' && !owner.approved)) return;
  throw new Problem(
    'person_only',
    `${task.id} is a step of the plan of ${owner.id}, which a person approves; only a person leaves it out.`,
    'Finish it with what there is to say, as failed or blocked if need be, or ask for it in VS Code.',
  );
}
