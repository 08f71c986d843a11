import * as z from 'zod';
import { statusOf } from '../../domain/workflow/states';
import { claim, task } from '../fields';
import type { ToolStore } from '../store';
import { tool, type Answer, type Tool, type ToolCall } from '../tool';
import { notDone } from '../../domain/evidence/notDone';
import { verificationOf } from '../answer/verification';
import { refusal } from '../call';
import { whileAtIt } from '../whileAtIt';
import { holdTask, letGo, withClaim } from './held';
import { statusWord } from './words';

const toExecute = z.strictObject({ task_id: task });

async function execute({ store }: ToolCall, { task_id }: z.output<typeof toExecute>): Promise<Answer> {
  const claim = await holdTask(store, task_id);
  const { task: row, claim: current } = await store.read('task.show', { task: task_id });
  const isFirst = (current?.attempt ?? 1) === 1;
  const { text } = await store.read(isFirst ? 'brief.claim' : 'brief.resume', { task: task_id });
  return {
    status: statusWord(row.status),
    task_id,
    task_title: row.title,
    specialist_type: row.role,
    // Whoever waits for something unfinished is refused above.
    dependencies_completed: true,
    claim,
    prompt: text,
    next_steps: 'Do it, then call orchestrator_complete_task; after a restart, with this claim.',
  };
}

const NEXT_ACTIONS = ['continue', 'complete', 'needs_revision', 'blocked'] as const;

const artifactList = z.union([z.array(z.string()), z.string()]).optional();

const toComplete = z.strictObject({
  task_id: task,
  summary: z.string().optional(),
  detailed_work: z.string().optional(),
  results: z.string().meta({ description: 'in place of summary' }).optional(),
  next_action: z.enum(NEXT_ACTIONS),
  file_paths: z.array(z.string()).optional(),
  artifact_type: z.string().max(40).optional(),
  artifacts: artifactList,
  legacy_artifacts: artifactList,
  claim: claim.meta({ description: 'after a restart' }).optional(),
});

type Completion = z.output<typeof toComplete>;

/** What the word says is what is kept: blocked work is blocked, not completed. */
const RESULTS = { continue: 'done', complete: 'done', needs_revision: 'needs_revision', blocked: 'blocked' } as const;

const SUMMARY_LENGTH = 2_000;

export async function complete(call: ToolCall, input: Completion): Promise<Answer> {
  const { store } = call;
  const { task_id, next_action, file_paths = [] } = input;
  const told = (input.summary ?? input.results ?? '').trim();
  const detail = detailOf(told, input);
  const work = withClaim(store, task_id, input.claim, (claim) =>
    store.execute('task.finish', {
      task: task_id,
      claim,
      result: RESULTS[next_action],
      summary: told.slice(0, SUMMARY_LENGTH),
      detail,
      artifacts: [...listOf(input.artifacts), ...listOf(input.legacy_artifacts)],
      files: file_paths.map((path) => ({ op: 'modify' as const, path })),
    }),
  );
  const finished = await whileAtIt(call, 'Looking at the files and running the checks.', work);
  const status = statusWord(statusOf(finished.state));
  const verification = verificationOf(finished.verification);
  if (!finished.accepted) {
    return { ...refusal(notDone(finished)), task_id, status, results_recorded: false, verification };
  }
  // A claim that ended well is kept, so that completing twice gets the first answer again.
  if (RESULTS[next_action] !== 'done') letGo(store, task_id);
  const { next } = finished;
  return {
    task_id,
    status,
    state: finished.state,
    results_recorded: true,
    next_action,
    verification,
    ...(detail !== '' && stored(task_id, detail, told)),
    parent_task_progress: await progressAbove(store, task_id),
    next_recommended_task: next ? { task_id: next.task, title: next.title, specialist_type: next.role } : null,
  };
}

const listOf = (artifacts: readonly string[] | string | undefined): readonly string[] =>
  typeof artifacts === 'string' ? [artifacts] : (artifacts ?? []);

function detailOf(told: string, { detailed_work = '', artifact_type }: Completion): string {
  const kind = artifact_type === undefined || artifact_type === 'general' ? '' : `Type: ${artifact_type}`;
  return [told.length > SUMMARY_LENGTH ? told : '', kind, detailed_work].filter((text) => text !== '').join('\n\n');
}

/** Where the whole of it can be read again, and what it spares whoever reads the summary. */
const stored = (task: string, detail: string, told: string): Answer => ({
  artifact_info: { artifact_id: task, accessible_via: `task-orchestrator://task/${task}` },
  context_saving: { detailed_characters: detail.length, summary_characters: told.length },
});

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
