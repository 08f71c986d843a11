import * as z from 'zod';
import { cycleThrough } from '../../domain/dependency/cycle';
import { DEPENDENCY_KINDS, FAILURE_POLICIES, isMet } from '../../domain/dependency/dependency';
import { Problem } from '../../domain/problem';
import {
  deleteDependency,
  findDependency,
  waiveDependency,
  type DependencyRow,
} from '../../storage/queries/dependencies';
import { recordEvent } from '../../storage/queries/events';
import type { CommandContext } from '../context';
import { command, invalid } from '../operation';
import { nothing, reason, taskId } from '../shapes/common';
import { cycleProblem, graphOf } from '../tree/graph';
import { addGate } from '../tree/plant';
import { rankAgain } from '../tree/ranking';
import { withTree, type WorkingSet } from '../tree/workingSet';
import { countGate, gateOf } from '../workflow/gates';
import { planChanged } from '../workflow/planning';

const kind = z.enum(DEPENDENCY_KINDS).default('completion');
const between = { task: taskId, depends_on: taskId, kind };
const MOST = 200;

function dependency(tree: WorkingSet, task: string, dependsOn: string, of: DependencyRow['kind']): DependencyRow {
  tree.get(task);
  const row = findDependency(tree.context.connection, task, dependsOn, of);
  if (!row)
    throw new Problem(
      'not_found',
      `${task} does not depend on ${dependsOn} (${of}).`,
      'Look at its dependencies and name one of them.',
    );
  return row;
}

function record(
  context: CommandContext,
  what: string,
  task: string,
  dependsOn: string,
  details: object,
  why?: string,
): void {
  const event = { at: context.now, actor: context.actor, kind: `dependency.${what}`, taskId: task, subject: dependsOn };
  recordEvent(context.connection, { ...event, after: details, ...(why !== undefined && { reason: why }) });
}

export const addDependency = command({
  about: 'Makes a task wait for another; one that closes a cycle is refused, with the cycle named.',
  who: 'anyone',
  input: z.strictObject({ ...between, policy: z.enum(FAILURE_POLICIES).default('block') }),
  output: nothing,
  run: (context, { task: id, depends_on, kind: of, policy }) =>
    withTree(context, (tree) => {
      if (id === depends_on) throw invalid(['depends_on: a task cannot wait for itself']);
      const task = tree.get(id);
      const on = tree.get(depends_on);
      const known = tree.dependenciesOf(id);
      if (known.some((row) => row.dependsOn === depends_on && row.kind === of)) {
        throw new Problem('conflict', `${id} depends on ${depends_on} (${of}) already.`, 'Nothing needs to be done.');
      }
      if (known.length >= MOST)
        throw new Problem(
          'limit_reached',
          `${id} depends on ${MOST} tasks already.`,
          'Group them under one task and depend on that.',
        );
      if (of !== 'related') {
        const cycle = cycleThrough(id, depends_on, graphOf(tree));
        if (cycle) throw cycleProblem(tree, cycle);
      }
      addGate(tree, task, on, { kind: of, policy });
      tree.touch(task);
      rankAgain(tree, [depends_on]);
      record(context, 'added', id, depends_on, { kind: of, policy });
      planChanged(tree, task);
      return {};
    }),
});

export const removeDependency = command({
  about: 'Removes a dependency. One that still holds its task back is removed by a person only.',
  who: 'anyone',
  input: z.strictObject(between),
  output: nothing,
  run: (context, { task: id, depends_on, kind: of }) =>
    withTree(context, (tree) => {
      const row = dependency(tree, id, depends_on, of);
      const task = tree.get(id);
      const on = tree.findEvenDeleted(depends_on);
      const wasMet = on === undefined || isMet(gateOf(row), on);
      if (!wasMet && !context.isPerson) {
        throw new Problem(
          'person_only',
          `${id} still waits for ${depends_on}; only a person takes that away.`,
          'Finish what it waits for, or ask for it in VS Code.',
        );
      }
      deleteDependency(context.connection, { task: id, dependsOn: depends_on, kind: of });
      tree.forgetDependencies(id, depends_on);
      countGate(tree, id, wasMet, true);
      tree.touch(task);
      rankAgain(tree, [depends_on]);
      record(context, 'removed', id, depends_on, { kind: of });
      planChanged(tree, task);
      return {};
    }),
});

export const waiveDependencyOf = command({
  about: 'Lets a task go on without what it waits for; the reason stays visible.',
  who: 'person',
  input: z.strictObject({ ...between, reason }),
  output: nothing,
  run: (context, { task: id, depends_on, kind: of, reason: why }) =>
    withTree(context, (tree) => {
      const row = dependency(tree, id, depends_on, of);
      if (row.waivedAt !== null)
        throw new Problem('conflict', 'This dependency is waived already.', 'Nothing needs to be done.');
      const on = tree.findEvenDeleted(depends_on);
      const wasMet = on === undefined || isMet(gateOf(row), on);
      const waiver = { at: context.now, actor: context.actor, reason: why };
      waiveDependency(context.connection, { task: id, dependsOn: depends_on, kind: of }, waiver);
      tree.forgetDependencies(id, depends_on);
      countGate(tree, id, wasMet, true);
      tree.touch(tree.get(id));
      record(context, 'waived', id, depends_on, { kind: of }, why);
      return {};
    }),
});
