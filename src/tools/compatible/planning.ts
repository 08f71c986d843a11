import * as z from 'zod';
import { invalid } from '../../orchestrator/operation';
import { fitting } from '../answer/rows';
import type { Answer, ToolCall } from '../tool';
import { tool } from '../tool';
import { roleOf } from './words';

const subtask = z.object({
  title: z.string(),
  description: z.string().default(''),
  specialist_type: z.string().optional(),
  task_id: z.string().optional(),
  dependencies: z.array(z.string()).default([]),
  estimated_effort: z.string().optional(),
});

type Subtask = z.output<typeof subtask>;

const input = z.object({
  title: z.string().optional(),
  description: z.string(),
  subtasks_json: z.string().meta({ description: 'a JSON list of steps; without it, one task is made' }).optional(),
  complexity_level: z.string().optional(),
  context: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
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
  const complexity = wanted.complexity_level ?? 'moderate';
  const keyOf = ({ task_id }: Subtask, index: number): string => task_id ?? `step-${index + 1}`;
  const planned = await store.execute('task.plan', {
    goal: wanted.title ?? wanted.description,
    ...(wanted.title !== undefined && { description: wanted.description }),
    context: contextOf(wanted),
    labels: [`complexity:${complexity}`],
    ...(wanted.parent_task_id !== undefined && { parent: wanted.parent_task_id }),
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
  return {
    task_created: true,
    parent_task_id: planned.task,
    description: wanted.description,
    complexity,
    subtasks: fitting(
      subtasks.map((step, index) => ({
        task_id: idOf(keyOf(step, index)),
        title: step.title,
        specialist_type: step.specialist_type ?? null,
        dependencies: step.dependencies.map(idOf),
      })),
    ),
    next_steps: 'Take the first step with orchestrator_execute_task.',
  };
}

async function planOne({ store }: ToolCall, wanted: Input): Promise<Answer> {
  const { title, description, parent_task_id: parent, specialist_type, estimated_effort: effort, due_date } = wanted;
  const dependencies = wanted.dependencies ?? [];
  // Looked at before anything is written: a task that waits for nothing real would be left behind.
  await Promise.all(dependencies.map((task) => store.read('task.show', { task })));
  const { task } = await store.execute('task.plan', {
    goal: title ?? description,
    ...(title !== undefined && { description }),
    context: contextOf(wanted),
    role: roleOf(specialist_type),
    ...(parent !== undefined && { parent }),
    ...(due_date !== undefined && { due: dueTime(due_date) }),
  });
  if (effort !== undefined) await store.execute('task.edit', { task, effort });
  for (const depends_on of dependencies) await store.execute('dependency.add', { task, depends_on });
  return { task_created: true, task_id: task, parent_task_id: parent ?? null, title: title ?? description };
}

function contextOf({ context }: Input): string {
  if (context === undefined) return '';
  return typeof context === 'string' ? context : JSON.stringify(context);
}

export function dueTime(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw invalid(['due_date: write a time such as 2026-01-31T12:00:00Z']);
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
