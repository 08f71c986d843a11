import * as z from 'zod';
import { staleAfter } from '../../domain/role/duration';
import { cameToNothing, hasEnded } from '../../domain/workflow/states';
import { invalid } from '../../orchestrator/operation';
import type { QueryOutput, TaskRow } from '../../orchestrator/registry';
import { isoTime } from '../answer/time';
import { task } from '../fields';
import type { ToolStore } from '../store';
import { tool, type Answer } from '../tool';
import { scan } from './scan';
import { brokenTrees, unknownRoles, wrongCounts, type Finding } from './structure';
import { earlierRow } from './words';

const REPORT_TOKENS = 4_000;
const MOST_LISTED = 20;
/** Each is asked why it is not ready, which is a question of its own. */
const MOST_EXPLAINED = 100;

const ACTIONS = ['scan_cleanup', 'validate_structure', 'update_documentation', 'prepare_handover'] as const;
const LEVELS = ['basic', 'comprehensive', 'full_audit'] as const;

const input = z.strictObject({
  action: z.enum(ACTIONS),
  /** A session has no tasks of its own here: both of the first mean everything. */
  scope: z.enum(['current_session', 'full_project', 'specific_subtask']).default('current_session'),
  validation_level: z.enum(LEVELS).default('basic'),
  target_task_id: task.optional(),
});
type Wanted = z.output<typeof input>;

export const maintain = tool({
  name: 'orchestrator_maintenance_coordinator',
  title: 'Look after the tasks',
  description:
    'scan_cleanup lists what is stuck or stale, validate_structure what does not fit together; update_documentation and prepare_handover give pages to keep or hand on. Changes nothing.',
  readOnly: true,
  input,
  run: async ({ store }, wanted) => {
    const { action, scope, target_task_id: target } = wanted;
    if (scope === 'specific_subtask' && target === undefined) throw invalid(['target_task_id: name the task']);
    if (target !== undefined) await store.read('task.show', { task: target });
    return { action, scope, ...(await actions[action](store, wanted)) };
  },
});

const actions: Readonly<Record<Wanted['action'], (store: ToolStore, wanted: Wanted) => Promise<Answer>>> = {
  scan_cleanup: scanCleanup,
  validate_structure: validateStructure,
  update_documentation: async (store, wanted) => ({ documents: [await statusPage(store, wanted)] }),
  prepare_handover: async (store, wanted) => ({ handover: await pageOf(store, 'brief.handover', wanted) }),
};

async function scanCleanup(store: ToolStore, { target_task_id: target }: Wanted): Promise<Answer> {
  const [{ rows: roles }, open] = await Promise.all([store.read('role.list', {}), openTasks(store, target)]);
  const thresholds = new Map(roles.map(({ name, definition }) => [name, staleAfter(staleOf(definition))]));
  const isStale = ({ role, children, updatedAt }: TaskRow): boolean =>
    children === 0 && Date.now() - updatedAt > ((role === null ? undefined : thresholds.get(role)) ?? staleAfter());
  return {
    interrupted: list(open.filter(({ offer }) => offer === 'interrupted')),
    approvals: list(open.filter(({ status }) => status === 'waiting')),
    blocked: list(open.filter(({ status }) => status === 'blocked')),
    failed: list(open.filter(({ status, children }) => status === 'failed' && children === 0)),
    stale: list(open.filter((row) => row.status !== 'pending' && row.status !== 'failed' && isStale(row))),
  };
}

/** Whatever has not ended well, and the task itself that was asked about. */
async function openTasks(store: ToolStore, target: string | undefined): Promise<readonly TaskRow[]> {
  const under = target === undefined ? {} : { under: target };
  const statuses = ['in_progress', 'waiting', 'blocked', 'failed'] as const;
  const found = await Promise.all(statuses.map((status) => scan(store, { ...under, status })));
  const itself = target === undefined ? [] : [(await store.read('task.show', { task: target })).task];
  return [...itself, ...found.flatMap(({ rows }) => rows)];
}

const list = (rows: readonly TaskRow[]): Answer[] =>
  rows.slice(0, MOST_LISTED).map((row) => ({ ...earlierRow(row), last_activity: isoTime(row.updatedAt) }));

type Definition = QueryOutput<'role.list'>['rows'][number]['definition'];

function staleOf(definition: Definition): { stale_after?: string } | undefined {
  const isKnown = typeof definition === 'object' && definition !== null && 'stale_after' in definition;
  return isKnown && typeof definition.stale_after === 'string' ? { stale_after: definition.stale_after } : undefined;
}

async function validateStructure(store: ToolStore, wanted: Wanted): Promise<Answer> {
  const { validation_level: level, target_task_id: target } = wanted;
  const [{ rows, isCut }, { rows: roles }] = await Promise.all([
    scan(store, target === undefined ? {} : { under: target }),
    store.read('role.list', {}),
  ]);
  const findings = unknownRoles(rows, new Set(roles.map(({ name }) => name)));
  if (level !== 'basic')
    findings.push(...brokenTrees(rows, !isCut && target === undefined), ...(await deadEnds(store, rows)));
  if (level === 'full_audit') findings.push(...wrongCounts(rows));
  return {
    validation_level: level,
    tasks_checked: rows.length,
    ...(isCut && { note: 'The 10,000 tasks that changed last were checked.' }),
    valid: findings.length === 0,
    problems: findings.slice(0, MOST_LISTED),
    problems_total: findings.length,
  };
}

/** Tasks that wait for something that will not come: it failed or was given up. */
async function deadEnds(store: ToolStore, rows: readonly TaskRow[]): Promise<Finding[]> {
  const waiting = rows.filter(({ state, unmet }) => !hasEnded(state) && unmet > 0).slice(0, MOST_EXPLAINED);
  const shown = await Promise.all(waiting.map(({ id }) => store.read('task.show', { task: id })));
  return shown.flatMap(({ task: { id, title }, waitsFor }) =>
    waitsFor
      .filter(({ met, state, kind }) => !met && kind !== 'related' && cameToNothing(state))
      .map((on) => ({ task_id: id, title, problem: `it waits for ${on.task}, which is ${on.state}` })),
  );
}

/** Where a page of the project's own keeps what is written by this tool, so that a later one takes its place. */
const BEGIN = '<!-- task-orchestrator: begin -->';
const END = '<!-- task-orchestrator: end -->';

async function statusPage(store: ToolStore, wanted: Wanted): Promise<Answer> {
  const text = await pageOf(store, 'brief.status', wanted);
  return {
    content: `${BEGIN}\n${text.trim()}\n${END}`,
    next_steps:
      'Put it into the document of the project that tells how it stands, in place of what is between these marks.',
  };
}

async function pageOf(
  store: ToolStore,
  page: 'brief.status' | 'brief.handover',
  { target_task_id: target }: Wanted,
): Promise<string> {
  const { text } = await store.read(page, { ...(target !== undefined && { task: target }), budget: REPORT_TOKENS });
  return text;
}
