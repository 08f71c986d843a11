import * as z from 'zod';
import { PHASES } from '../../domain/task/phase';
import { LIMITS } from '../../domain/task/task';
import {
  countSteps,
  countStepsBefore,
  labelsOfTasks,
  MOST_STEPS_COUNTED,
  rolesOfTasks,
  stepsIn,
} from '../../storage/queries/phaseLists';
import { countBefore, countSiblings, findTasks, siblingsAt, type Siblings } from '../../storage/queries/siblingLists';
import { findTask, type TaskRow } from '../../storage/queries/tasks';
import type { Connection } from '../../storage/connection';
import { dependenciesOf } from '../../storage/queries/dependencies';
import { findRecord } from '../../storage/queries/records';
import { endOf, ENDS, isMet } from '../../domain/dependency/dependency';
import { gateOf } from '../workflow/gates';
import { readQuery } from '../operation';
import { page, roleName, streamName, taskId, taskShape, TEXT } from '../shapes/common';
import { noSuchTask } from '../tree/workingSet';

const waitedFor = z.strictObject({ title: z.string(), ended: z.enum(ENDS).nullable() });
export type WaitedFor = z.output<typeof waitedFor>;

/** As many rows as a view gets in one answer. */
const PAGE = 500;

/** Beyond this, rows say how many tasks they wait for and not which. */
const MOST_NAMED = 200;

/**
 * What rows wait for, by the id of the row: of several the first, or the first that will not be done, since then somebody has
 * to decide.
 */
function whatRowsWaitFor(connection: Connection, tasks: readonly TaskRow[]): Record<string, WaitedFor> {
  const found: Record<string, WaitedFor> = {};
  const waiting = tasks.filter(({ unmet, status }) => unmet > 0 && status === 'pending');
  for (const { id } of waiting.slice(0, MOST_NAMED)) {
    for (const gate of dependenciesOf(connection, id)) {
      const on = findRecord(connection, gate.dependsOn);
      if (!on || isMet(gateOf(gate), on)) continue;
      const ended = endOf(on);
      if (ended === null && found[id] !== undefined) continue;
      found[id] = { title: on.title, ended };
      if (ended !== null) break;
    }
  }
  return found;
}

const waitsFor = z.record(z.string(), waitedFor);

const siblings = {
  /** null: at the top. */
  parent: taskId.nullable(),
  /** At the top, those of one stream, or (null) of none; left out: all. */
  stream: streamName.nullable().optional(),
  /** Without what is done or cancelled. */
  unfinished: z.boolean().default(false),
};

const place = ({ parent, stream }: { parent: string | null; stream?: string | null | undefined }): Siblings =>
  parent === null ? { stream } : { under: parent };

export const listSiblings = readQuery({
  about: 'A page of a task’s children, or of the tasks at the top, by its place in the list, with how many there are.',
  input: z.strictObject({ ...siblings, offset: z.int().min(0).default(0), limit: page(PAGE, PAGE) }),
  output: z.strictObject({ rows: z.array(taskShape), waitsFor, total: z.number() }),
  run: ({ connection }, { unfinished, offset, limit, ...where }) => {
    const shown = siblingsAt(connection, place(where), { unfinished, offset, limit });
    const isWhole = offset === 0 && shown.length < limit;
    return {
      rows: shown,
      waitsFor: whatRowsWaitFor(connection, shown),
      total: isWhole ? shown.length : countSiblings(connection, place(where), unfinished),
    };
  },
});

const steps = {
  phases: z.array(z.enum(PHASES)).optional(),
  /** null among roles and streams: none. */
  roles: z.array(roleName.nullable()).max(TEXT.list).optional(),
  streams: z.array(streamName.nullable()).max(TEXT.list).optional(),
  labels: z.array(z.string()).max(TEXT.list).optional(),
  /** With it, tasks are found that have others below them as well. */
  text: z.string().trim().min(1).max(LIMITS.search).optional(),
};

export const listSteps = readQuery({
  about:
    'A page of the tasks that are worked on or wait for a person, phase by phase, each with the title of what it belongs to.',
  input: z.strictObject({ ...steps, offset: z.int().min(0).default(0), limit: page(PAGE, PAGE) }),
  output: z.strictObject({
    rows: z.array(taskShape),
    waitsFor,
    /** Titles of the parents, by id. */
    above: z.record(z.string(), z.string()),
    /** Counted up to 10,000. */
    total: z.number(),
  }),
  run: ({ connection }, { offset, limit, ...filter }) => {
    const found = stepsIn(connection, filter, offset, limit);
    const parents = new Set(found.flatMap(({ parentId }) => parentId ?? []));
    const above = findTasks(connection, [...parents]).map(({ id, title }) => [id, title] as const);
    const total = offset === 0 && found.length < limit ? found.length : countSteps(connection, filter);
    return { rows: found, waitsFor: whatRowsWaitFor(connection, found), above: Object.fromEntries(above), total };
  },
});

export const countStepsQuery = readQuery({
  about: 'How many steps each of several filters finds, counted up to 10,000.',
  input: z.strictObject({ filters: z.array(z.strictObject(steps)).max(100) }),
  output: z.strictObject({ counts: z.array(z.number()), most: z.number() }),
  run: ({ connection }, { filters }) => ({
    counts: filters.map((filter) => countSteps(connection, filter)),
    most: MOST_STEPS_COUNTED,
  }),
});

export const placeOfTask = readQuery({
  about: 'How many tasks a list shows before one of its own, so that a view can go to the page that it is on.',
  input: z.strictObject({
    task: taskId,
    /** The list is one of steps; without it, that of the task’s siblings. */
    steps: z.strictObject(steps).optional(),
    stream: siblings.stream,
    unfinished: siblings.unfinished,
  }),
  output: z.strictObject({ before: z.number() }),
  run: ({ connection }, { task: id, steps: filter, stream, unfinished }) => {
    const task = findTask(connection, id);
    if (!task) throw noSuchTask(id);
    if (filter) return { before: countStepsBefore(connection, filter, task) };
    return { before: countBefore(connection, place({ parent: task.parentId, stream }), unfinished, task) };
  },
});

export const taskRows = readQuery({
  about: 'The rows of several tasks at once; those that are gone are left out.',
  input: z.strictObject({ ids: z.array(taskId).max(PAGE) }),
  output: z.strictObject({ rows: z.array(taskShape), waitsFor }),
  run: ({ connection }, { ids }) => {
    const found = findTasks(connection, ids);
    return { rows: found, waitsFor: whatRowsWaitFor(connection, found) };
  },
});

export const taskFacets = readQuery({
  about: 'The roles and the labels that tasks have, to filter by.',
  input: z.strictObject({}),
  output: z.strictObject({ roles: z.array(z.string()), labels: z.array(z.string()) }),
  run: ({ connection }) => ({ roles: rolesOfTasks(connection), labels: labelsOfTasks(connection) }),
});
