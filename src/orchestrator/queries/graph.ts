import * as z from 'zod';
import { DEPENDENCY_KINDS, isMet } from '../../domain/dependency/dependency';
import { dependenciesOf, dependenciesOn } from '../../storage/queries/dependencies';
import { findRecord } from '../../storage/queries/records';
import { childrenOf, findTask, type TaskRow } from '../../storage/queries/tasks';
import type { Connection } from '../../storage/connection';
import { readQuery } from '../operation';
import { page, taskId, taskShape } from '../shapes/common';
import { recordOf } from './looking';
import { gateOf } from '../workflow/gates';

const MOST_TASKS = 200;

const edge = z.strictObject({
  task: z.string(),
  dependsOn: z.string(),
  kind: z.enum(DEPENDENCY_KINDS),
  /** Nothing is waited for any more: it has come, or a person waived it. */
  met: z.boolean(),
});

/** The tasks around one, the nearest first, and what waits for what among them. */
export const taskGraph = readQuery({
  about: 'The tasks around one: those it hangs together with by dependencies and in the tree, the nearest first.',
  input: z.strictObject({ task: taskId, limit: page(MOST_TASKS, MOST_TASKS) }),
  output: z.strictObject({ tasks: z.array(taskShape), edges: z.array(edge), more: z.boolean() }),
  run: ({ connection }, { task: id, limit }) => {
    recordOf(connection, id);
    const { tasks, more } = around(connection, id, limit);
    const edges = [...tasks.keys()].flatMap((task) =>
      dependenciesOf(connection, task).flatMap((gate) => {
        const on = tasks.has(gate.dependsOn) ? findRecord(connection, gate.dependsOn) : undefined;
        return on ? [{ task, dependsOn: on.id, kind: gate.kind, met: isMet(gateOf(gate), on) }] : [];
      }),
    );
    return { tasks: [...tasks.values()], edges, more };
  },
});

/** Breadth first, so that what was left out is farther away than anything that is shown. */
function around(connection: Connection, start: string, limit: number): { tasks: Map<string, TaskRow>; more: boolean } {
  const tasks = new Map<string, TaskRow>();
  const queue = [start];
  const seen = new Set(queue);
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    const row = findTask(connection, id);
    if (!row) continue;
    if (tasks.size >= limit) return { tasks, more: true };
    tasks.set(id, { ...row, description: '' });
    for (const next of neighboursOf(connection, row, limit)) {
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push(next);
    }
  }
  return { tasks, more: false };
}

function neighboursOf(connection: Connection, { id, parentId }: TaskRow, limit: number): string[] {
  return [
    ...dependenciesOf(connection, id).map(({ dependsOn }) => dependsOn),
    ...dependenciesOn(connection, id).map(({ task }) => task),
    ...childrenOf(connection, id, undefined, limit + 1).map((child) => child.id),
    ...(parentId === null ? [] : [parentId]),
  ];
}
