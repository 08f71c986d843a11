import * as z from 'zod';
import type { Connection } from '../connection';
import { query, statement } from '../query';
import { jsonOrNull, textList } from './columns';

/** Plans, results and the verdicts on them: each version stays. */
const plan = z.object({ version: z.number(), body: z.string(), actor: z.string(), at: z.number() });
export type PlanRow = z.output<typeof plan>;

export const OUTCOMES = ['done', 'failed', 'blocked', 'needs_revision'] as const;
export type Outcome = (typeof OUTCOMES)[number];

const result = z.object({
  version: z.number(),
  outcome: z.enum(OUTCOMES),
  summary: z.string(),
  detail: z.string(),
  artifacts: textList,
  actor: z.string(),
  at: z.number(),
});
export type ResultRow = z.output<typeof result>;

export const SUBJECTS = ['plan', 'result'] as const;
export const VERDICTS = ['approved', 'rejected', 'overridden'] as const;
const approval = z.object({
  subject: z.enum(SUBJECTS),
  version: z.number(),
  verdict: z.enum(VERDICTS),
  reason: z.string(),
  actor: z.string(),
  at: z.number(),
});
export type ApprovalRow = z.output<typeof approval>;

const planColumns = 'version, body, actor, at';
const resultColumns = 'version, outcome, summary, detail, artifacts, actor, at';
const latestPlanOf = query(`select ${planColumns} from plans where task_id = ? order by version desc limit 1`, plan);
const plans = query(
  `select ${planColumns} from plans where task_id = ? and version < ? order by version desc limit ?`,
  plan,
);
const insertPlan = statement('insert into plans (task_id, version, body, actor, at) values (?, ?, ?, ?, ?)');
const latestResultOf = query(
  `select ${resultColumns} from results where task_id = ? order by version desc limit 1`,
  result,
);
const results = query(
  `select ${resultColumns} from results where task_id = ? and version < ? order by version desc limit ?`,
  result,
);
const insertResult = statement(
  `insert into results (task_id, version, outcome, summary, detail, artifacts, claim_token, actor, at)
   values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
);
const answerOf = query(
  'select answer from results where task_id = ? and claim_token = ? order by version desc limit 1',
  z.object({ answer: jsonOrNull }),
);
const keepAnswer = statement('update results set answer = ? where task_id = ? and version = ?');
const approvalsOf = query(
  'select subject, version, verdict, reason, actor, at from approvals where task_id = ? order by n desc limit ?',
  approval,
);
const insertApproval = statement(
  'insert into approvals (task_id, subject, version, verdict, reason, actor, at) values (?, ?, ?, ?, ?, ?, ?)',
);

const ALL = Number.MAX_SAFE_INTEGER;

export const latestPlan = (connection: Connection, task: string): PlanRow | undefined =>
  connection.get(latestPlanOf, [task]);

/** Newest first. */
export const plansOf = (connection: Connection, task: string, limit: number, before = ALL): PlanRow[] =>
  connection.all(plans, [task, before, limit]);

export function addPlan(connection: Connection, task: string, body: string, actor: string, now: number): number {
  const version = (latestPlan(connection, task)?.version ?? 0) + 1;
  connection.run(insertPlan, [task, version, body, actor, now]);
  return version;
}

export const latestResult = (connection: Connection, task: string): ResultRow | undefined =>
  connection.get(latestResultOf, [task]);

export const resultsOf = (connection: Connection, task: string, limit: number, before = ALL): ResultRow[] =>
  connection.all(results, [task, before, limit]);

export interface NewResult {
  readonly task: string;
  readonly outcome: Outcome;
  readonly summary: string;
  readonly detail: string;
  readonly artifacts: readonly string[];
  readonly claim: string | null;
  readonly actor: string;
  readonly at: number;
}

export function addResult(connection: Connection, row: NewResult): number {
  const version = (latestResult(connection, row.task)?.version ?? 0) + 1;
  const { task, outcome, summary, detail, artifacts, claim, actor, at } = row;
  connection.run(insertResult, [task, version, outcome, summary, detail, JSON.stringify(artifacts), claim, actor, at]);
  return version;
}

/** What the holder of a claim was told when it finished with it. */
export const answerOfClaim = (connection: Connection, task: string, token: string): unknown =>
  connection.get(answerOf, [task, token])?.answer ?? undefined;

export function keepAnswerOf(connection: Connection, task: string, version: number, answer: unknown): void {
  connection.run(keepAnswer, [JSON.stringify(answer), task, version]);
}

/** Newest first. */
export const listApprovals = (connection: Connection, task: string, limit: number): ApprovalRow[] =>
  connection.all(approvalsOf, [task, limit]);

export function addApproval(connection: Connection, task: string, row: ApprovalRow): void {
  connection.run(insertApproval, [task, row.subject, row.version, row.verdict, row.reason, row.actor, row.at]);
}
