import * as z from 'zod';
import { Problem } from '../../domain/problem';
import { LIMITS, PRIORITIES } from '../../domain/task/task';
import { stagesFor } from '../../domain/workflow/stages';
import { findStream, insertStream, lastStreamPosition } from '../../storage/queries/streams';
import { addPlan } from '../../storage/queries/versions';
import type { TaskRecord } from '../../storage/queries/records';
import type { CommandContext } from '../context';
import { command, invalid } from '../operation';
import { knownRoles } from '../roles';
import { roleName, streamName, taskId } from '../shapes/common';
import { flatten, goalStep, stepMistakes, textMistakes } from '../tree/mistakes';
import { outline } from '../tree/outline';
import { positionUnder } from '../tree/place';
import { planInput } from '../tree/planInput';
import { plantSteps, plantTask, waitFor } from '../tree/plant';
import { rankAgain } from '../tree/ranking';
import { withTree, type WorkingSet } from '../tree/workingSet';
import { planChanged } from '../workflow/planning';
import { settle, transition } from '../workflow/transition';

/** A stream exists once somebody names it. */
export function ensureStream(context: CommandContext, name: string): string {
  const known = findStream(context.connection, name);
  if (known) return known.name;
  const position = lastStreamPosition(context.connection) + 1;
  insertStream(context.connection, {
    name,
    position,
    description: '',
    concurrency: null,
    roleLimits: {},
    createdAt: context.now,
  });
  context.changed({ entity: 'stream', id: name, parent: null });
  return name;
}

function parentFor(tree: WorkingSet, id: string | null | undefined) {
  if (id === null || id === undefined) return undefined;
  const parent = tree.find(id);
  if (!parent) throw new Problem('not_found', `There is no task ${id}.`, 'Choose a parent that exists, or none.');
  if (parent.archivedAt !== null) {
    throw new Problem(
      'not_possible',
      `${id} is archived.`,
      'Take it out of the archive first, or choose another parent.',
    );
  }
  mayGrow(tree, parent);
  return parent;
}

/** A new step opens what has ended, which is for people where it was completed or given up. */
export function mayGrow(tree: WorkingSet, parent: TaskRecord): void {
  if (tree.context.isPerson || (parent.state !== 'completed' && parent.state !== 'cancelled')) return;
  throw new Problem(
    'person_only',
    `${parent.id} is ${parent.state}; only a person opens it again.`,
    'Plan a new tree beside it, or ask for it in VS Code.',
  );
}

export const createTask = command({
  about: 'Adds one task, last among its siblings or next to one of them.',
  who: 'anyone',
  input: z.strictObject({
    title: z.string(),
    description: z.string().max(LIMITS.description).default(''),
    parent: taskId.nullable().default(null),
    role: roleName.nullable().default(null),
    priority: z.enum(PRIORITIES).default('normal'),
    stream: streamName.optional(),
    after: taskId.optional(),
  }),
  output: z.strictObject({ task: z.string() }),
  run: (context, { title, description, parent: parentId, role, priority, stream, after }) =>
    withTree(context, (tree) => {
      const mistakes = textMistakes({ title, role }, knownRoles(context.connection));
      if (mistakes.length > 0) throw invalid(mistakes);
      const parent = parentFor(tree, parentId);
      const seed = { title, description, role, priority, files: [], checks: [], labels: [], stages: [] };
      const named = stream === undefined || parent ? null : ensureStream(context, stream);
      const position = positionUnder(tree, parent?.id ?? null, { after });
      const task = plantTask(tree, { ...seed, stream: named }, parent, position);
      rankAgain(tree, [task.id, ...(parent ? [parent.id] : [])]);
      if (parent) {
        settle(tree, parent);
        planChanged(tree, parent);
      }
      return { task: task.id };
    }),
});

export const planTree = command({
  about:
    'Plans a whole tree at once: a goal and its steps, with what waits for what. All of it is written, or nothing.',
  who: 'anyone',
  input: planInput,
  output: z.strictObject({
    task: z.string(),
    /** Ids of the steps by their keys; a step without a key stands under its place in the input. */
    steps: z.record(z.string(), z.string()),
    state: z.string(),
  }),
  run: (context, input) =>
    withTree(context, (tree) => {
      const { connection, actor, now } = context;
      const roles = knownRoles(connection);
      const parent = input.parent === undefined ? undefined : tree.find(input.parent);
      const steps = flatten(input.steps);
      const goal = goalStep(input.after);
      const mistakes = [
        ...textMistakes({ ...input, title: input.goal }, roles, { titleField: 'goal' }),
        ...(input.context.length > LIMITS.description ? [`context: longer than ${LIMITS.description} characters`] : []),
        ...(input.stream === undefined || streamName.safeParse(input.stream).success
          ? []
          : ['stream: a stream has a name of one line, up to 100 characters']),
        ...(input.parent === undefined || parent
          ? []
          : [`parent: there is no task ${JSON.stringify(input.parent.slice(0, 100))}`]),
        ...stepMistakes(tree, steps, roles, parent?.id ?? null, goal),
      ];
      if (mistakes.length > 0) throw invalid(mistakes);
      parentFor(tree, input.parent);

      const stream = input.stream === undefined || parent ? null : ensureStream(context, input.stream.trim());
      const root = plantTask(
        tree,
        { ...input, title: input.goal, stages: [...stagesFor(input.approval), ...input.stages], stream },
        parent,
        positionUnder(tree, parent?.id ?? null),
      );
      waitFor(tree, root, goal.after);
      const made = plantSteps(tree, root, steps, 1);
      rankAgain(tree, [root.id, ...[...made.values()].map(({ id }) => id), ...(parent ? [parent.id] : [])]);
      if (steps.length > 0 && root.stages.includes('plan')) {
        tree.save();
        addPlan(connection, root.id, outline(connection, root.id), actor, now);
        transition(tree, root, 'submitPlan');
      }
      if (parent) {
        settle(tree, parent);
        planChanged(tree, parent);
      }
      return {
        task: root.id,
        steps: Object.fromEntries([...made].map(([handle, { id }]) => [handle.replace(/^@/, ''), id])),
        state: root.state,
      };
    }),
});
