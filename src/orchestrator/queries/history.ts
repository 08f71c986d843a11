import * as z from 'zod';
import { EXPECTED } from '../../domain/evidence/netState';
import { filesRecorded, type RecordedFile } from '../evidence/folders';
import { compareFiles, type FileDifference } from '../../domain/workflow/compareFiles';
import { manifestIn, manifestOf } from '../evidence/manifest';
import { compareStanding } from '../../domain/workflow/compare';
import { STATES } from '../../domain/workflow/states';
import { Problem } from '../../domain/problem';
import { checkpointsOf, findCheckpoint } from '../../storage/queries/checkpoints';
import { eventsOfTask, eventsSince, lastEvent, type EventRow } from '../../storage/queries/events';
import type { Connection } from '../../storage/connection';
import { findRecord } from '../../storage/queries/records';
import { fileOperationsOf, type FileOperationRow } from '../../storage/queries/fileOperations';
import { listApprovals, OUTCOMES, plansOf, resultsOf, SUBJECTS, VERDICTS } from '../../storage/queries/versions';
import { preparedQuery, readQuery } from '../operation';
import { page, taskId } from '../shapes/common';
import { checkpointToRestore } from '../workflow/goingBack';
import { recordOf } from './looking';

const event = z.strictObject({
  seq: z.number(),
  at: z.number(),
  actor: z.string(),
  kind: z.string(),
  task: z.string().nullable(),
  subject: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  reason: z.string().nullable(),
});
const ofTask = { task: taskId, before: z.int().min(1).optional(), limit: page(500, 100) };
/** Where the next, older page begins; null at the end. */
const next = z.number().nullable();

const nextOf = <Row>(found: readonly Row[], limit: number, place: (row: Row) => number): number | null => {
  const end = found[limit - 1];
  return found.length > limit && end !== undefined ? place(end) : null;
};

export const taskEvents = readQuery({
  about: 'The history of a task, newest first.',
  input: z.strictObject(ofTask),
  output: z.strictObject({
    /** With the title of the other task that an event is about. */
    rows: z.array(event.extend({ subjectTitle: z.string().nullable() })),
    next,
  }),
  run: ({ connection }, { task, before, limit }) => {
    recordOf(connection, task);
    const found = eventsOfTask(connection, task, limit + 1, before);
    const shown = found.slice(0, limit).map((row) => ({ ...row, subjectTitle: titleOf(connection, row) }));
    return { rows: shown, next: nextOf(found, limit, ({ seq }) => seq) };
  },
});

const titleOf = (connection: Connection, { kind, subject }: EventRow): string | null =>
  subject !== null && kind.startsWith('dependency.') ? (findRecord(connection, subject)?.title ?? null) : null;

export const changesSince = readQuery({
  about:
    'What has changed since a point of the history, oldest first; without a point, only where the history ends now.',
  input: z.strictObject({ since: z.int().min(0).optional(), limit: page(1000, 200) }),
  output: z.strictObject({ rows: z.array(event), cursor: z.number(), more: z.boolean() }),
  run: ({ connection }, { since, limit }) => {
    if (since === undefined) return { rows: [], cursor: lastEvent(connection), more: false };
    const found = eventsSince(connection, since, limit + 1);
    const shown = found.slice(0, limit);
    return { rows: shown, cursor: shown.at(-1)?.seq ?? since, more: found.length > limit };
  },
});

export const taskPlans = readQuery({
  about: 'All versions of a task’s plan, newest first, and the verdicts on plans and results.',
  input: z.strictObject({ task: taskId, limit: page(100, 20) }),
  output: z.strictObject({
    plans: z.array(z.strictObject({ version: z.number(), body: z.string(), actor: z.string(), at: z.number() })),
    approvals: z.array(
      z.strictObject({
        subject: z.enum(SUBJECTS),
        version: z.number(),
        verdict: z.enum(VERDICTS),
        reason: z.string(),
        actor: z.string(),
        at: z.number(),
      }),
    ),
  }),
  run: ({ connection }, { task, limit }) => {
    recordOf(connection, task);
    return { plans: plansOf(connection, task, limit), approvals: listApprovals(connection, task, limit) };
  },
});

export const taskResults = readQuery({
  about: 'All versions of a task’s result, newest first.',
  input: z.strictObject({ task: taskId, limit: page(100, 20) }),
  output: z.strictObject({
    rows: z.array(
      z.strictObject({
        version: z.number(),
        outcome: z.enum(OUTCOMES),
        summary: z.string(),
        detail: z.string(),
        artifacts: z.array(z.string()).readonly(),
        actor: z.string(),
        at: z.number(),
      }),
    ),
  }),
  run: ({ connection }, { task, limit }) => {
    recordOf(connection, task);
    return { rows: resultsOf(connection, task, limit) };
  },
});

export const taskFiles = readQuery({
  about: 'What was done to files for a task, as claimed and as seen, newest first.',
  input: z.strictObject(ofTask),
  output: z.strictObject({
    rows: z.array(
      z.strictObject({
        n: z.number(),
        op: z.string(),
        path: z.string(),
        from: z.string().nullable(),
        hash: z.string().nullable(),
        noticed: z.string(),
        actor: z.string(),
        at: z.number(),
      }),
    ),
    next,
  }),
  run: ({ connection }, { task, before, limit }) => {
    recordOf(connection, task);
    const found = fileOperationsOf(connection, task, limit + 1, before);
    return { rows: found.slice(0, limit).map(asClaimed), next: nextOf(found, limit, ({ n }) => n) };
  },
});

const asClaimed = ({ n, op, path, from, hash, noticed, actor, at }: FileOperationRow) => ({
  n,
  op,
  path,
  from,
  hash,
  noticed,
  actor,
  at,
});

const checkpoint = z.strictObject({
  seq: z.number(),
  name: z.string(),
  state: z.enum(STATES),
  data: z.unknown(),
  files: z.unknown(),
  actor: z.string(),
  at: z.number(),
});

export const listCheckpoints = readQuery({
  about: 'The checkpoints of a task, newest first.',
  input: z.strictObject(ofTask),
  output: z.strictObject({ rows: z.array(checkpoint), next }),
  run: ({ connection }, { task, before, limit }) => {
    recordOf(connection, task);
    const found = checkpointsOf(connection, task, limit + 1, before);
    return { rows: found.slice(0, limit), next: nextOf(found, limit, ({ seq }) => seq) };
  },
});

const recordedFile = z.strictObject({ expected: z.enum(EXPECTED), hash: z.string().nullable() }).nullable();

export const compareCheckpoints = preparedQuery({
  about: 'What differs between two checkpoints of a task, or between one and how it stands now.',
  input: z.strictObject({ task: taskId, from: z.int().min(1), to: z.int().min(1).optional() }),
  output: z.strictObject({
    from: checkpoint,
    /** null: as it is now. */
    to: checkpoint.nullable(),
    differences: z.array(z.strictObject({ field: z.string(), before: z.unknown(), after: z.unknown() })),
    /** Files that were recorded otherwise, of folders each by itself where their lists were kept; null: not at all. */
    files: z.array(z.strictObject({ path: z.string(), before: recordedFile, after: recordedFile })),
  }),
  prepare: async (context, { task: id, from, to }) => {
    const recorded = context.read((connection) => [
      ...manifestIn(findCheckpoint(connection, id, from)?.files),
      ...(to === undefined ? manifestOf(connection, id) : manifestIn(findCheckpoint(connection, id, to)?.files)),
    ]);
    const folders = new Map<string, readonly RecordedFile[]>();
    for (const { path, expected, hash } of recorded) {
      if (expected !== 'directory' || hash === null) continue;
      const files = await filesRecorded(context.workspace, path, hash);
      if (files) folders.set(`${path}\0${hash}`, files);
    }
    return folders;
  },
  run: ({ connection }, { task: id, from, to }, folders) => {
    const task = recordOf(connection, id);
    const find = (seq: number) => {
      const found = findCheckpoint(connection, id, seq);
      if (!found)
        throw new Problem(
          'not_found',
          `${id} has no checkpoint ${seq}.`,
          'Choose one from the list of its checkpoints.',
        );
      return found;
    };
    const earlier = find(from);
    const later = to === undefined ? null : find(to);
    const now = { state: task.state, data: nowData(connection, task) };
    const differences = compareStanding(earlier, later ?? now);
    const laterFiles = later ? manifestIn(later.files) : manifestOf(connection, id);
    const files = compareFiles(manifestIn(earlier.files), laterFiles).flatMap((file) => eachOf(file, folders));
    return { from: earlier, to: later, differences, files };
  },
});

export const canRestore = readQuery({
  about: 'Whether a task can be put back to a checkpoint now; fails with the reason why not.',
  input: z.strictObject({ task: taskId, seq: z.int().min(1) }),
  output: checkpoint,
  run: ({ connection }, { task, seq }) => checkpointToRestore(connection, recordOf(connection, task), seq),
});

/** A folder that is another one, as the files in it that are; as it is where nobody knows them. */
function eachOf(file: FileDifference, folders: ReadonlyMap<string, readonly RecordedFile[]>): FileDifference[] {
  const filesIn = (side: FileDifference['before']) =>
    side === null ? [] : side.expected === 'directory' ? folders.get(`${file.path}\0${side.hash}`) : undefined;
  const before = filesIn(file.before);
  const after = filesIn(file.after);
  if (!before || !after) return [file];
  const asFile = ({ path, hash }: RecordedFile) => ({ path, hash, expected: 'file' as const });
  return compareFiles(before.map(asFile), after.map(asFile));
}

function nowData(connection: Parameters<typeof recordOf>[0], { id, retryCount }: { id: string; retryCount: number }) {
  return {
    plan: plansOf(connection, id, 1)[0]?.version ?? 0,
    result: resultsOf(connection, id, 1)[0]?.version ?? 0,
    attempt: retryCount,
  };
}
