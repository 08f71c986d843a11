import * as z from 'zod';
import { waves } from '../../domain/dependency/waves';
import { TASK_STATUSES } from '../../domain/task/task';
import { hasEnded, STATES } from '../../domain/workflow/states';
import { progressOfStream } from '../../storage/queries/siblingLists';
import { listStreams, readyInStream } from '../../storage/queries/streams';
import { dependenciesOf } from '../../storage/queries/dependencies';
import { Problem } from '../../domain/problem';
import type { TaskRecord } from '../../storage/queries/records';
import { childrenOf } from '../../storage/queries/tasks';
import type { Connection } from '../../storage/connection';
import { readQuery } from '../operation';
import { allRoles, roleNamed } from '../roles';
import { page, roleName, taskId } from '../shapes/common';
import { recordOf } from './looking';

const MOST_LINES = 2_000;

interface Line {
  readonly id: string;
  readonly title: string;
  readonly state: (typeof STATES)[number];
  readonly status: (typeof TASK_STATUSES)[number];
  readonly depth: number;
  readonly role: string | null;
  readonly leaves: number;
  readonly leavesDone: number;
}

export const outlineTree = readQuery({
  about: 'A task and what lies below it, in order, a line each, down to a depth and a number of lines.',
  input: z.strictObject({
    task: taskId.nullable(),
    depth: z.int().min(1).max(100).default(100),
    limit: page(MOST_LINES, 200),
    /** The line behind which to go on. */
    after: taskId.optional(),
  }),
  output: z.strictObject({
    lines: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        state: z.enum(STATES),
        status: z.enum(TASK_STATUSES),
        depth: z.number(),
        role: z.string().nullable(),
        leaves: z.number(),
        leavesDone: z.number(),
      }),
    ),
    /** More lines than were asked for. */
    more: z.boolean(),
    /** The last line, to go on behind it; null at the end. */
    next: z.string().nullable(),
  }),
  run: ({ connection }, { task, depth, limit, after }) => {
    const root = task === null ? undefined : recordOf(connection, task);
    const way = after === undefined ? [] : wayTo(connection, after, task);
    const lines: Line[] = root && after === undefined ? [lineOf(root, 0)] : [];
    const more = writeBelow(connection, task, { level: root ? 1 : 0, depth, limit, way }, lines);
    return { lines, more, next: more ? (lines.at(-1)?.id ?? null) : null };
  },
});

function lineOf({ id, title, state, status, role, leaves, leavesDone }: Omit<Line, 'depth'>, depth: number): Line {
  return { id, title, state, status, depth, role, leaves, leavesDone };
}

/** From below the task that the outline is of down to a line of it. */
function wayTo(connection: Connection, line: string, task: string | null): readonly TaskRecord[] {
  if (line === task) return [];
  const way: TaskRecord[] = [];
  for (let at: string | null = line; at !== task; at = way[0]?.parentId ?? null) {
    if (at === null) {
      throw new Problem('not_found', `${line} is not in this outline.`, 'Begin the outline anew.');
    }
    way.unshift(recordOf(connection, at));
  }
  return way;
}

interface Writing {
  readonly level: number;
  readonly depth: number;
  readonly limit: number;
  /** The line to go on behind, and what it lies under, from here down; nothing once that is behind us. */
  readonly way: readonly TaskRecord[];
}

function writeBelow(connection: Connection, parent: string | null, writing: Writing, lines: Line[]): boolean {
  const { level, depth, limit, way } = writing;
  if (level > depth) return false;
  const [passed, ...rest] = way;
  const below = (id: string, left: readonly TaskRecord[]): boolean =>
    writeBelow(connection, id, { ...writing, level: level + 1, way: left }, lines);
  // What was shown is behind us, but not all of what lies below its last line.
  if (passed && passed.children > 0 && below(passed.id, rest)) return true;
  for (const row of childrenOf(connection, parent, passed, limit + 1)) {
    if (lines.length >= limit) return true;
    lines.push(lineOf(row, level));
    if (row.children > 0 && below(row.id, [])) return true;
  }
  return false;
}

export const treeWaves = readQuery({
  about: 'The open steps below a task, grouped in waves: those of one wave can be worked on side by side.',
  input: z.strictObject({ task: taskId }),
  output: z.strictObject({
    waves: z.array(z.array(z.strictObject({ id: z.string(), title: z.string(), state: z.enum(STATES) }))),
  }),
  run: ({ connection }, { task }) => {
    const root = recordOf(connection, task);
    const leaves = new Map<string, { id: string; title: string; state: (typeof STATES)[number] }>();
    const leavesBelow = new Map<string, string[]>();
    const gates = new Map<string, readonly string[]>();
    const visit = (id: string, inherited: readonly string[]): string[] => {
      const own = dependenciesOf(connection, id)
        .filter(({ kind, waivedAt }) => kind !== 'related' && waivedAt === null)
        .map(({ dependsOn }) => dependsOn);
      const all = [...inherited, ...own];
      const children = childrenOf(connection, id, undefined, 10_000);
      const below = children.length === 0 ? [id] : children.flatMap((child) => visit(child.id, all));
      leavesBelow.set(id, below);
      if (children.length === 0) gates.set(id, all);
      for (const { id: leaf, title, state, children: count } of children) {
        if (count === 0 && !hasEnded(state)) leaves.set(leaf, { id: leaf, title, state });
      }
      return below;
    };
    visit(root.id, []);
    if (root.children === 0 && !hasEnded(root.state))
      leaves.set(root.id, { id: root.id, title: root.title, state: root.state });
    // What lies outside of the tree is not waited for here: it is in no wave.
    const before = (leaf: string): string[] =>
      (gates.get(leaf) ?? []).flatMap((id) => leavesBelow.get(id) ?? []).filter((id) => leaves.has(id));
    return { waves: waves([...leaves.keys()], before).map((wave) => wave.flatMap((id) => leaves.get(id) ?? [])) };
  },
});

export const streamList = readQuery({
  about: 'Streams in their order, with how many steps are ready in each and how far it is.',
  input: z.strictObject({ archived: z.boolean().default(true) }),
  output: z.strictObject({
    rows: z.array(
      z.strictObject({
        name: z.string(),
        description: z.string(),
        concurrency: z.number().nullable(),
        roleLimits: z.record(z.string(), z.number()),
        archived: z.boolean(),
        ready: z.number(),
        leaves: z.number(),
        done: z.number(),
      }),
    ),
  }),
  run: ({ connection }, { archived: withArchived }) => ({
    rows: listStreams(connection)
      .filter(({ archivedAt }) => withArchived || archivedAt === null)
      .map(({ name, description, concurrency, roleLimits, archivedAt }) => ({
        name,
        description,
        concurrency,
        roleLimits,
        archived: archivedAt !== null,
        ready: readyInStream(connection, name),
        ...progressOfStream(connection, name),
      })),
  }),
});

const role = z.strictObject({ name: z.string(), layer: z.string(), definition: z.unknown() });

export const roleList = readQuery({
  about: 'The roles that tasks can have, or one of them, with what each says.',
  input: z.strictObject({ name: roleName.optional() }),
  output: z.strictObject({ rows: z.array(role) }),
  run: ({ connection }, { name }) => {
    if (name === undefined) return { rows: allRoles(connection) };
    const found = roleNamed(connection, name);
    return { rows: found ? [found] : [] };
  },
});
