import * as z from 'zod';
import { EXPECTED, NOTICED } from '../../domain/evidence/netState';
import { FILE_OPERATIONS } from '../../domain/evidence/workspacePath';
import { EVIDENCE_STATES, FILE_RESULTS, OUTCOMES } from '../../domain/evidence/results';
import { STATES } from '../../domain/workflow/states';
import { evidenceOf, evidenceOn, type EvidenceRow } from '../../storage/queries/evidence';
import { unattributedOperations } from '../../storage/queries/fileOperations';
import { findRecord } from '../../storage/queries/records';
import { evidencePolicy } from '../../storage/queries/settings';
import { unsoundTasks } from '../../storage/queries/taskLists';
import { verificationsOf, type VerificationRow } from '../../storage/queries/verifications';
import { approvedChecks } from '../evidence/approvedChecks';
import { checkShape } from '../evidence/checks';
import { policyShape } from '../evidence/policyShape';
import { answered, fileResultShape, verificationShape } from '../evidence/shapes';
import { verifyTask } from '../evidence/verify';
import { preparedQuery, readQuery } from '../operation';
import { page, taskId } from '../shapes/common';
import { noSuchTask } from '../tree/workingSet';
import { recordOf } from './looking';

const verification = z.strictObject({
  n: z.number(),
  status: z.enum(OUTCOMES),
  summary: z.string(),
  /** How many files came to each result. */
  counts: z.record(z.string(), z.number()),
  /** Those that say something. */
  files: z.array(fileResultShape),
  checks: z.array(checkShape),
  actor: z.string(),
  at: z.number(),
});

const filesOf = z.array(fileResultShape).catch([]);
const checksOf = z.array(checkShape).catch([]);
const countsOf = z.record(z.string(), z.number()).catch({});

const asVerification = ({ counts, files, checks, ...row }: VerificationRow): z.output<typeof verification> => ({
  ...row,
  counts: countsOf.parse(counts),
  files: filesOf.parse(files),
  checks: checksOf.parse(checks),
});

const evidenceRow = z.strictObject({
  path: z.string(),
  expected: z.enum(EXPECTED),
  hash: z.string().nullable(),
  size: z.number().nullable(),
  /** The content was named by whoever did it, or accepted by a person. */
  exact: z.boolean(),
  op: z.enum(FILE_OPERATIONS),
  noticed: z.enum(NOTICED),
  actor: z.string(),
  at: z.number(),
  /** A later task has changed it, and answers for it now. */
  supersededBy: z.string().nullable(),
  /** What the last look found; null: it has not been looked at since it was recorded. */
  status: z.enum(FILE_RESULTS).nullable(),
  reason: z.string(),
  checkedAt: z.number().nullable(),
  /** Whether the recorded content is there to be compared and restored. */
  kept: z.boolean(),
});

const asRow = (row: EvidenceRow, kept: ReadonlySet<string>): z.output<typeof evidenceRow> => {
  const { path, expected, hash, size, exact, op, noticed, actor, at, supersededBy, status, reason, checkedAt } = row;
  const rest = { op, noticed, actor, at, supersededBy, status, reason, checkedAt };
  return { path, expected, hash, size, exact, ...rest, kept: hash !== null && kept.has(hash) };
};

export const taskEvidence = preparedQuery({
  about: 'What a task answers for: its files with what was last found, its checks, the last verification.',
  input: z.strictObject({ task: taskId }),
  output: z.strictObject({
    task: z.string(),
    state: z.enum(STATES),
    evidence: z.enum(EVIDENCE_STATES),
    /** Why it counts as completed though its evidence does not say so. */
    override: z.strictObject({ actor: z.string(), at: z.number(), reason: z.string() }).nullable(),
    /** Globs of the plan. */
    planned: z.array(z.string()).readonly(),
    files: z.array(evidenceRow),
    checks: z.array(
      z.strictObject({
        command: z.string(),
        approved: z.strictObject({ actor: z.string(), at: z.number() }).nullable(),
        last: checkShape.nullable(),
      }),
    ),
    verification: verification.nullable(),
  }),
  prepare: async (context, { task }) => {
    const hashes = context.read((connection) => evidenceOf(connection, task)).flatMap(({ hash }) => hash ?? []);
    const found = await Promise.all(
      [...new Set(hashes)].map(async (hash) => ((await context.workspace.kept.has(hash)) ? [hash] : [])),
    );
    return new Set(found.flat());
  },
  run: ({ connection }, { task: id }, kept) => {
    const task = recordOf(connection, id);
    const approved = new Map(approvedChecks(connection, id).map((row) => [row.command, row]));
    const latest = verificationsOf(connection, id, 1)[0];
    const last = latest ? asVerification(latest) : null;
    return {
      task: id,
      state: task.state,
      evidence: task.evidence,
      override:
        task.evidence === 'overridden'
          ? { actor: task.stateActor ?? '', at: task.stateAt, reason: task.stateReason ?? '' }
          : null,
      planned: task.expectedFiles,
      files: evidenceOf(connection, id).map((row) => asRow(row, kept)),
      checks: task.checks.map((command) => {
        const row = approved.get(command);
        return {
          command,
          approved: row ? { actor: row.actor, at: row.at } : null,
          last: last?.checks.find((result) => result.command === command) ?? null,
        };
      }),
      verification: last,
    };
  },
});

const MOST_LOOKED_AT = 1_000;

export const checkEvidence = preparedQuery({
  about: 'Holds a task against the disk without writing anything down; checks are told as they last were.',
  input: z.strictObject({ task: taskId }),
  output: verificationShape,
  prepare: (context, { task }) => verifyTask(context, task, { checks: 'none', keep: false }),
  run: (_context, { task }, verified) => {
    if (!verified) throw noSuchTask(task);
    return answered(verified.verification, MOST_LOOKED_AT);
  },
});

export const evidenceProblems = readQuery({
  about: 'Tasks whose evidence has failed or changed, newest first, with the files and checks that say so.',
  input: z.strictObject({ limit: page(1_000, 200) }),
  output: z.strictObject({
    rows: z.array(
      z.strictObject({
        task: z.string(),
        title: z.string(),
        parent: z.string().nullable(),
        state: z.enum(STATES),
        evidence: z.enum(EVIDENCE_STATES),
        summary: z.string(),
        at: z.number(),
        files: z.array(fileResultShape),
        checks: z.array(checkShape),
      }),
    ),
  }),
  run: ({ connection }, { limit }) => ({
    rows: unsoundTasks(connection, limit).map(({ id, title, parentId, state, evidence, updatedAt }) => {
      const latest = verificationsOf(connection, id, 1)[0];
      const last = latest && asVerification(latest);
      return {
        task: id,
        title,
        parent: parentId,
        state,
        evidence,
        summary: last?.summary ?? '',
        at: last?.at ?? updatedAt,
        files: last?.files.filter(({ status }) => status !== 'verified') ?? [],
        checks: last?.checks.filter(({ status }) => status !== 'passed') ?? [],
      };
    }),
  }),
});

export const evidenceAtPaths = readQuery({
  about: 'Which tasks answer for these paths, and what was last found there.',
  input: z.strictObject({ paths: z.array(z.string().max(4_096)).max(1_000) }),
  output: z.strictObject({
    rows: z.array(
      z.strictObject({
        path: z.string(),
        task: z.string(),
        title: z.string(),
        state: z.enum(STATES),
        evidence: z.enum(EVIDENCE_STATES),
        expected: z.enum(EXPECTED),
        hash: z.string().nullable(),
        status: z.enum(FILE_RESULTS).nullable(),
        reason: z.string(),
      }),
    ),
  }),
  run: ({ connection }, { paths }) => ({
    rows: paths.flatMap((path) =>
      evidenceOn(connection, path)
        .filter(({ supersededBy }) => supersededBy === null)
        .flatMap(({ task: id, expected, hash, status, reason }) => {
          const task = findRecord(connection, id);
          if (!task) return [];
          const { title, state, evidence } = task;
          return [{ path, task: id, title, state, evidence, expected, hash, status, reason }];
        }),
    ),
  }),
});

export const listVerifications = readQuery({
  about: 'The verifications of a task, newest first.',
  input: z.strictObject({ task: taskId, before: z.int().min(1).optional(), limit: page(100, 20) }),
  output: z.strictObject({ rows: z.array(verification), next: z.number().nullable() }),
  run: ({ connection }, { task, before, limit }) => {
    recordOf(connection, task);
    const found = verificationsOf(connection, task, limit + 1, before);
    const shown = found.slice(0, limit);
    return { rows: shown.map(asVerification), next: found.length > limit ? (shown.at(-1)?.n ?? null) : null };
  },
});

export const unattributedFiles = readQuery({
  about: 'Changes of files that nobody could say whose they are, newest first.',
  input: z.strictObject({ before: z.int().min(1).optional(), limit: page(1_000, 200) }),
  output: z.strictObject({
    rows: z.array(
      z.strictObject({
        n: z.number(),
        op: z.enum(FILE_OPERATIONS),
        path: z.string(),
        from: z.string().nullable(),
        hash: z.string().nullable(),
        at: z.number(),
      }),
    ),
    next: z.number().nullable(),
  }),
  run: ({ connection }, { before, limit }) => {
    const found = unattributedOperations(connection, limit + 1, before);
    const shown = found.slice(0, limit);
    return {
      rows: shown.map(({ n, op, path, from, hash, at }) => ({ n, op, path, from, hash, at })),
      next: found.length > limit ? (shown.at(-1)?.n ?? null) : null,
    };
  },
});

export const getPolicy = readQuery({
  about: 'How files and checks are looked at in this store.',
  input: z.strictObject({}),
  output: policyShape,
  run: ({ connection }) => {
    const policy = evidencePolicy(connection);
    return { ...policy, ignore: [...policy.ignore] };
  },
});
