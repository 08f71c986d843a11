import * as z from 'zod';
import { statusOf } from '../../domain/workflow/states';
import { task } from '../fields';
import type { ToolStore } from '../store';
import { tool, type Answer, type Tool, type ToolCall } from '../tool';
import { notDone } from '../../domain/evidence/notDone';
import { verificationOf } from '../answer/verification';
import { refusal } from '../call';
import { whileAtIt } from '../whileAtIt';
import { holdTask, letGo } from './held';
import { statusWord } from './words';

const toExecute = z.object({ task_id: task });

async function execute({ store }: ToolCall, { task_id }: z.output<typeof toExecute>): Promise<Answer> {
  await holdTask(store, task_id);
  const { text } = await store.read('brief.claim', { task: task_id });
  return { task_id, prompt: text };
}

const NEXT_ACTIONS = ['continue', 'complete', 'needs_revision', 'blocked'] as const;

const toComplete = z.object({
  task_id: task,
  summary: z.string().optional(),
  detailed_work: z.string().optional(),
  results: z.string().meta({ description: 'in place of summary' }).optional(),
  next_action: z.enum(NEXT_ACTIONS),
  file_paths: z.array(z.string()).optional(),
  artifacts: z.union([z.array(z.string()), z.string()]).optional(),
});

/** What the word says is what is kept: blocked work is blocked, not completed. */
const RESULTS = { continue: 'done', complete: 'done', needs_revision: 'needs_revision', blocked: 'blocked' } as const;

const SUMMARY_LENGTH = 2_000;

async function complete(call: ToolCall, input: z.output<typeof toComplete>): Promise<Answer> {
  const { store } = call;
  const { task_id, summary, detailed_work, results, next_action, file_paths = [], artifacts = [] } = input;
  const claim = await holdTask(store, task_id);
  const told = (summary ?? results ?? '').trim();
  const detail = [told.length > SUMMARY_LENGTH ? told : '', detailed_work ?? ''].filter((text) => text !== '');
  const work = store.execute('task.finish', {
    task: task_id,
    claim,
    result: RESULTS[next_action],
    summary: told.slice(0, SUMMARY_LENGTH),
    detail: detail.join('\n\n'),
    artifacts: typeof artifacts === 'string' ? [artifacts] : artifacts,
    files: file_paths.map((path) => ({ op: 'modify' as const, path })),
  });
  const finished = await whileAtIt(call, 'Looking at the files and running the checks.', work);
  const status = statusOf(finished.state);
  const verification = verificationOf(finished.verification);
  if (!finished.accepted) {
    return {
      ...refusal(notDone(finished)),
      task_id,
      status: statusWord(status),
      results_recorded: false,
      verification,
    };
  }
  if (status !== 'waiting') letGo(store, task_id);
  const { next } = finished;
  return {
    task_id,
    status: statusWord(status),
    state: finished.state,
    results_recorded: true,
    verification,
    parent_task_progress: await progressAbove(store, task_id),
    next_recommended_task: next ? { task_id: next.task, title: next.title, specialist_type: next.role } : null,
  };
}

async function progressAbove(store: ToolStore, id: string): Promise<Answer | null> {
  const { task: row } = await store.read('task.show', { task: id });
  const above = row.parentId === null ? null : await store.read('task.get', { id: row.parentId });
  if (!above) return null;
  const { leavesDone: completed, leaves: total } = above;
  const percentage = total === 0 ? 100 : Math.round((1000 * completed) / total) / 10;
  return {
    progress: `${completed}/${total}`,
    completed_subtasks: completed,
    total_subtasks: total,
    progress_percentage: percentage,
  };
}

const executing = (name: string): Tool =>
  tool({
    name,
    title: 'Execute a task',
    description: 'Take a task and get what is needed to do it.',
    readOnly: false,
    input: toExecute,
    run: execute,
  });

const completing = (name: string): Tool =>
  tool({
    name,
    title: 'Complete a task',
    description: 'Record what came of a task that was executed.',
    readOnly: false,
    input: toComplete,
    run: complete,
  });

/** Both were the names of the same thing, at different times. */
export const workingTools: readonly Tool[] = [
  executing('orchestrator_execute_task'),
  executing('orchestrator_execute_subtask'),
  completing('orchestrator_complete_task'),
  completing('orchestrator_complete_subtask'),
];
