import * as z from 'zod';
import { invalid } from '../../orchestrator/operation';
import { fitting } from '../answer/rows';
import type { Answer, ToolCall } from '../tool';
import { tool } from '../tool';
import { labelsOf, roleOf } from './words';

/** A plan of that time may carry more than this about a step; what it does not say is not looked at. */
const subtask = z.object({
  title: z.string(),
  description: z.string().default(''),
  specialist_type: z.string().optional(),
  task_id: z.string().optional(),
  dependencies: z.array(z.string()).default([]),
  estimated_effort: z.string().optional(),
});

type Subtask = z.output<typeof subtask>;

export const contextField = z.union([z.string(), z.record(z.string(), z.unknown())]);

const input = z.strictObject({
  title: z.string().optional(),
  description: z.string(),
  subtasks_json: z.string().meta({ description: 'a JSON list of steps; without it, one task is made' }).optional(),
  complexity_level: z.string().max(40).optional(),
  complexity: z.string().max(40).optional(),
  task_type: z.string().max(40).optional(),
  context: contextField.optional(),
  parent_task_id: z.string().optional(),
  specialist_type: z.string().optional(),
  estimated_effort: z.string().optional(),
  due_date: z.string().optional(),
  dependencies: z.array(z.string()).optional(),
});

type Input = z.output<typeof input>;

export const planTask = tool({
  name: 'orchestrator_plan_task',
  title: 'Plan a task',
  description: 'Plan a task with its steps, or one task.',
  readOnly: false,
  input,
  run: (call, wanted) => (wanted.subtasks_json === undefined ? planOne(call, wanted) : planSteps(call, wanted)),
});

async function planSteps({ store }: ToolCall, wanted: Input): Promise<Answer> {
  const subtasks = readSubtasks(wanted.subtasks_json ?? '');
  const complexity = wanted.complexity_level ?? wanted.complexity ?? 'moderate';
  const keyOf = ({ task_id }: Subtask, index: number): string => task_id ?? `step-${index + 1}`;
  const planned = await store.execute('task.plan', {
    ...goalOf(wanted, complexity),
    steps: subtasks.map((step, index) => ({
      key: keyOf(step, index),
      title: step.title,
      description: step.description,
      role: roleOf(step.specialist_type),
      after: step.dependencies,
      effort: step.estimated_effort,
    })),
  });
  const idOf = (key: string): string => planned.steps[key] ?? key;
  const shown = fitting(
    subtasks.map((step, index) => ({
      task_id: idOf(keyOf(step, index)),
      title: step.title,
      specialist_type: step.specialist_type ?? null,
      dependencies: step.dependencies.map(idOf),
    })),
  );
  return {
    task_created: true,
    parent_task_id: planned.task,
    description: wanted.description.slice(0, 500),
    complexity,
    subtasks: shown,
    ...(shown.length < subtasks.length && { more: 'orchestrator_query_tasks with parent_task_id lists the others.' }),
    next_steps: 'Take the first step with orchestrator_execute_task.',
  };
}

async function planOne({ store }: ToolCall, wanted: Input): Promise<Answer> {
  const { title, description, parent_task_id, specialist_type } = wanted;
  const complexity = wanted.complexity ?? wanted.complexity_level;
  const { task } = await store.execute('task.plan', goalOf(wanted, complexity));
  return {
    task_created: true,
    task_id: task,
    parent_task_id: parent_task_id ?? null,
    title: title ?? description.slice(0, 300),
    specialist_type: specialist_type ?? null,
    ...(complexity !== undefined && { complexity }),
    next_steps: 'Take it with orchestrator_execute_task.',
  };
}

/** What is planned at the top, with or without steps below it. */
function goalOf(wanted: Input, complexity: string | undefined) {
  const { title, description, parent_task_id, specialist_type, estimated_effort, due_date, task_type } = wanted;
  const { goal, rest } = title === undefined ? splitTitle(description) : { goal: title, rest: description };
  return {
    goal,
    description: rest,
    context: contextText(wanted.context),
    role: roleOf(specialist_type),
    labels: labelsOf({ complexity, task_type }),
    effort: estimated_effort,
    after: wanted.dependencies ?? [],
    ...(parent_task_id !== undefined && { parent: parent_task_id }),
    ...(due_date !== undefined && { due: timeOf('due_date', due_date) }),
  };
}

const LONGEST_TITLE = 200;

/** In the first versions a plan had a description alone, of any length; its first line then is the title. */
function splitTitle(description: string): { goal: string; rest: string } {
  const [line = ''] = description.trim().split('\n', 1);
  if (line.length <= LONGEST_TITLE && line === description.trim()) return { goal: line, rest: '' };
  return { goal: line.length <= LONGEST_TITLE ? line : `${line.slice(0, LONGEST_TITLE - 1)}…`, rest: description };
}

export function contextText(context: z.output<typeof contextField> | undefined): string {
  if (context === undefined) return '';
  return typeof context === 'string' ? context : JSON.stringify(context);
}

export function timeOf(field: string, text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw invalid([`${field}: write a time such as 2026-01-31T12:00:00Z`]);
  return at;
}

function readSubtasks(text: string): Subtask[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw invalid(['subtasks_json: this is not JSON']);
  }
  const read = z.array(subtask).safeParse(parsed);
  if (read.success) return read.data;
  throw invalid(
    read.error.issues.map(({ path, message }) => `subtasks_json.${path.map(String).join('.')}: ${message}`),
  );
}
