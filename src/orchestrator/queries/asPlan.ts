import * as z from 'zod';
import type { Plan, PlanStep } from '../../domain/template/plan';
import { orderedStages, stagesFor, type Approval, type Stage } from '../../domain/workflow/stages';
import { Problem } from '../../domain/problem';
import type { Connection } from '../../storage/connection';
import { dependenciesOf } from '../../storage/queries/dependencies';
import { childRecords, type TaskRecord } from '../../storage/queries/records';
import { readQuery } from '../operation';
import { taskId } from '../shapes/common';
import { recordOf } from './looking';

const MOST_STEPS = 1_000;

export const treeAsPlan = readQuery({
  about: 'A task and what lies below it as a plan with keys, such that planning it makes the same tree anew.',
  input: z.strictObject({ task: taskId }),
  output: z.strictObject({
    plan: z.custom<Plan>((value) => typeof value === 'object' && value !== null),
    /** Dependencies that lead out of the tree; a plan of its own cannot have them. */
    left: z.number(),
  }),
  run: ({ connection }, { task }) => {
    const root = recordOf(connection, task);
    const tree = gather(connection, root);
    const steps = tree.filter(({ id }) => id !== root.id);
    const keys = keysFor(steps);
    let left = 0;
    const write = (parent: string): PlanStep[] =>
      steps
        .filter(({ parentId }) => parentId === parent)
        .map((record) => {
          const gates = dependenciesOf(connection, record.id);
          const inside = gates.filter(({ dependsOn }) => keys.has(dependsOn));
          left += gates.length - inside.length;
          const after = inside.map(({ dependsOn, kind, policy }) => {
            const key = keys.get(dependsOn) ?? '';
            return kind === 'completion' && policy === 'block' ? key : { task: key, kind, policy };
          });
          const below = write(record.id);
          return {
            key: keys.get(record.id) ?? '',
            title: record.title,
            ...(record.description !== '' && { description: record.description }),
            ...workOf(record),
            ...(record.stages.length > 0 && { stages: record.stages }),
            ...(after.length > 0 && { after }),
            ...(below.length > 0 && { steps: below }),
          };
        });
    const { approval, stages } = approvalOf(root.stages);
    left += dependenciesOf(connection, root.id).length;
    const context = [root.description, root.context].filter((text) => text !== '').join('\n\n');
    const plan: Plan = {
      goal: root.title,
      ...(context !== '' && { context }),
      ...(root.stream !== null && { stream: root.stream }),
      ...workOf(root),
      ...(approval !== 'none' && { approval }),
      ...(stages.length > 0 && { stages }),
      steps: write(root.id),
    };
    return { plan, left };
  },
});

/** In their order, each before those below it; what was given up is not planned again. */
function gather(connection: Connection, root: TaskRecord): TaskRecord[] {
  const found = [root];
  for (const { id } of found) {
    const open = childRecords(connection, id).filter(
      ({ deletedAt, state }) => deletedAt === null && state !== 'cancelled',
    );
    found.push(...open);
    if (found.length > MOST_STEPS + 1) {
      throw new Problem(
        'invalid_input',
        `${root.id} has more than ${MOST_STEPS.toLocaleString('en')} steps, which is more than a template can have.`,
        'Take a task lower down.',
      );
    }
  }
  return found;
}

function workOf({ role, priority, labels, effort, expectedFiles, checks }: TaskRecord) {
  return {
    ...(role !== null && { role }),
    ...(priority !== 'normal' && { priority }),
    ...(labels.length > 0 && { labels }),
    ...(effort !== null && { effort }),
    ...(expectedFiles.length > 0 && { files: expectedFiles }),
    ...(checks.length > 0 && { checks }),
  };
}

/** What a person approves, in one word, and what is left beside it. */
function approvalOf(stages: readonly Stage[]): { approval: Approval; stages: Stage[] } {
  const plan = stages.includes('plan_approval');
  const result = stages.includes('implementation_approval');
  const approval = plan && result ? 'both' : plan ? 'plan' : result ? 'result' : 'none';
  const said = stagesFor(approval);
  return { approval, stages: orderedStages(stages.filter((stage) => !said.includes(stage))) };
}

/** Keys that people can read, made of the titles. */
function keysFor(records: readonly TaskRecord[]): Map<string, string> {
  const keys = new Map<string, string>();
  const taken = new Set<string>();
  for (const { id, title } of records) {
    const words = title
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? ['step'];
    const base = words.join('-').slice(0, 40).replace(/-+$/, '');
    let key = base;
    for (let number = 2; taken.has(key); number++) key = `${base}-${number}`;
    taken.add(key);
    keys.set(id, key);
  }
  return keys;
}
