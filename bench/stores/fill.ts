import type { Connection } from '../../src/storage/connection';
import { FILES, filePath, idempotencyKey, spanId, stackHash, taskId, traceId } from './names';
import type { Random } from './random';
import { RUNS_PER_TRACE, WIDE, type StoreShape } from './shape';

/** When the first row of every table was written; the others follow at even distances. */
export const STARTED_AT = 1_790_000_000_000;
export const RUN_EVERY_MS = 50;

const GROUP = 100;
const DEEPEST = 6;
const DAY_MS = 86_400_000;
const STATUSES = [
  'pending',
  'pending',
  'in_progress',
  'waiting',
  'blocked',
  'completed',
  'completed',
  'failed',
] as const;
const OUTCOMES = ['success', 'success', 'success', 'success', 'success', 'partial', 'cancelled', 'failed'] as const;
const ROLES = ['architect', 'implementer', 'debugger', 'reviewer', 'tester'] as const;
const OPERATIONS = ['create', 'modify', 'modify', 'modify', 'delete', 'read'] as const;
const STACKS = 500;

interface Place {
  readonly parent: number | undefined;
  readonly root: number;
  readonly depth: number;
}

/** One very wide root first, then groups of a hundred tasks, each a tree of its own. */
function plant(count: number, random: Random): Place[] {
  const places: Place[] = [];
  for (let n = 0; n < count; n++) {
    const group = n <= WIDE ? 0 : n - (n % GROUP);
    if (n === 0 || (n > WIDE && n === group)) {
      places.push({ parent: undefined, root: n, depth: 0 });
      continue;
    }
    const first = n > WIDE && group <= WIDE ? 0 : group;
    let parent = n <= WIDE || first === 0 ? 0 : first + random.below(n - first);
    if (places[parent]!.depth >= DEEPEST) parent = first;
    places.push({ parent, root: places[parent]!.root, depth: places[parent]!.depth + 1 });
  }
  return places;
}

export function fillTasks(connection: Connection, { tasks }: StoreShape, random: Random): void {
  const places = plant(tasks, random);
  const children = new Uint32Array(tasks);
  for (const { parent } of places) if (parent !== undefined) children[parent]!++;
  places.forEach(({ parent, root, depth }, n) => {
    const at = STARTED_AT + n * 1_000;
    const status = random.pick(STATUSES);
    connection.run(
      `insert into tasks (id, parent_id, root_id, depth, position, title, description, role, priority, status, state,
         children, created_at, updated_at, state_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        taskId(n),
        parent === undefined ? null : taskId(parent),
        taskId(root),
        depth,
        n,
        random.words(6),
        random.words(20),
        random.pick(ROLES),
        random.below(4),
        status,
        status,
        children[n]!,
        at,
        at + random.below(DAY_MS),
        at,
      ],
    );
  });
  connection.script("insert into tasks_text (tasks_text) values ('rebuild')");
}

export function fillRuns(connection: Connection, { runs, tasks }: StoreShape, random: Random): void {
  for (let n = 0; n < runs; n++) {
    const status = random.pick(OUTCOMES);
    const failed = status === 'failed';
    const startedAt = STARTED_AT + n * RUN_EVERY_MS;
    const took = random.below(5_000);
    const retry = n % RUNS_PER_TRACE !== 0;
    connection.run(
      `insert into runs (span_id, trace_id, retry_of, task_id, task_name, role, attempt, status, runner, actor,
         started_at, ended_at, duration_ms, error_type, error_message, stack_hash, idempotency_key)
       values (?, ?, ?, ?, ?, ?, ?, ?, 'command', 'system', ?, ?, ?, ?, ?, ?, ?)`,
      [
        spanId(n),
        traceId(Math.floor(n / RUNS_PER_TRACE)),
        retry ? spanId(n - 1) : null,
        taskId(random.below(tasks)),
        random.words(4),
        random.pick(ROLES),
        1 + (n % RUNS_PER_TRACE),
        status,
        startedAt,
        startedAt + took,
        took,
        failed ? 'TypeError' : null,
        failed ? random.words(8) : null,
        failed ? stackHash(random.below(STACKS)) : null,
        idempotencyKey(n),
      ],
    );
  }
}

export function fillFileOperations(connection: Connection, shape: StoreShape, random: Random): void {
  for (let n = 0; n < shape.fileOperations; n++) {
    connection.run(
      `insert into file_operations (task_id, span_id, op, path, after_hash, size, noticed, actor, at)
       values (?, ?, ?, ?, ?, ?, 'observed', 'system', ?)`,
      [
        taskId(random.below(shape.tasks)),
        spanId(random.below(shape.runs)),
        random.pick(OPERATIONS),
        filePath(random.below(FILES)),
        stackHash(n),
        random.below(100_000),
        STARTED_AT + n * RUN_EVERY_MS,
      ],
    );
  }
}

export function fillVerifications(connection: Connection, shape: StoreShape, random: Random): void {
  for (let n = 0; n < shape.verifications; n++) {
    connection.run("insert into verifications (task_id, status, actor, at) values (?, ?, 'system', ?)", [
      taskId(random.below(shape.tasks)),
      random.below(5) === 0 ? 'failed' : 'passed',
      STARTED_AT + n * RUN_EVERY_MS,
    ]);
  }
}

export function fillDecisions(connection: Connection, { decisions }: StoreShape, random: Random): void {
  for (let n = 1; n <= decisions; n++) {
    connection.run(
      `insert into decisions (number, path, title, status, category, impact, body, hash, updated_at)
       values (?, ?, ?, 'accepted', ?, 'medium', ?, ?, ?)`,
      [n, `decisions/${n}.md`, random.words(7), random.word(), random.words(80), stackHash(n), STARTED_AT + n],
    );
  }
  connection.script("insert into decisions_text (decisions_text) values ('rebuild')");
}

export function fillEvents(connection: Connection, { events, tasks }: StoreShape, random: Random): void {
  for (let n = 0; n < events; n++) {
    connection.run("insert into events (at, actor, kind, task_id, after) values (?, 'system', 'task.updated', ?, ?)", [
      STARTED_AT + n * RUN_EVERY_MS,
      taskId(random.below(tasks)),
      JSON.stringify({ status: random.pick(STATUSES) }),
    ]);
  }
}
