import * as z from 'zod';
import { Problem } from '../../domain/problem';
import { hasEnded } from '../../domain/workflow/states';
import { fitting } from '../answer/rows';
import { isoTime } from '../answer/time';
import type { TaskRow } from '../../orchestrator/registry';
import type { ToolStore } from '../store';
import { tool, type Answer } from '../tool';
import { statusWord } from './words';

const MOST_ROOTS = 10;
const MOST_STEPS = 10;
const MOST_INTERRUPTED = 20;

const instructions =
  'Break work down with orchestrator_plan_task. Take each step with orchestrator_execute_task, do it, and finish it with ' +
  'orchestrator_complete_task. At the end bring the results together with orchestrator_synthesize_results.';

export const initializeSession = tool({
  name: 'orchestrator_initialize_session',
  title: 'Initialize session',
  description: 'Begin: how to work with tasks, which roles there are, which tasks are open and which were interrupted.',
  readOnly: true,
  input: z.strictObject({ working_directory: z.string().optional() }),
  run: async ({ store }, { working_directory }) => {
    if (working_directory !== undefined && !isWithin(store.folder, working_directory)) throw elsewhere(store.folder);
    const [{ rows: roles }, { rows: roots }, { interrupted }] = await Promise.all([
      store.read('role.list', {}),
      store.read('task.children', { parent: null, limit: 1_000 }),
      store.read('task.attention', { limit: MOST_INTERRUPTED }),
    ]);
    const open = roots.filter(({ state }) => !hasEnded(state));
    const active = fitting(await Promise.all(open.slice(0, MOST_ROOTS).map((row) => activeTask(store, row))));
    return {
      session_initialized: true,
      working_directory: store.folder,
      orchestrator_context: {
        role: 'Task Orchestrator',
        capabilities: ['planning', 'dependencies', 'roles', 'progress', 'synthesis'],
        instructions,
        specialist_roles: Object.fromEntries(roles.map(({ name, definition }) => [name, definitionOf(definition)])),
      },
      instructions: interrupted.length === 0 ? instructions : `${goOn} ${instructions}`,
      active_tasks: active,
      ...(active.length < open.length && { more: 'orchestrator_query_tasks finds the others.' }),
      interrupted_tasks: interrupted.map(({ id, title, updatedAt }) => ({
        task_id: id,
        title,
        last_activity: isoTime(updatedAt),
      })),
    };
  },
});

const goOn =
  'Some work was interrupted (interrupted_tasks): ask whether to go on with it; orchestrator_execute_task takes it up where ' +
  'it stopped.';

async function activeTask(store: ToolStore, { id, title, leaves, leavesDone }: TaskRow): Promise<Answer> {
  const { lines, more } = await store.read('task.outline', { task: id, limit: MOST_STEPS });
  const subtasks = lines.filter(({ depth }) => depth > 0);
  return {
    parent_task_id: id,
    title,
    progress: `${leavesDone}/${leaves}`,
    subtasks: subtasks.map((line) => ({ task_id: line.id, title: line.title, status: statusWord(line.status) })),
    ...(more && { more: 'orchestrator_query_tasks with parent_task_id finds the others.' }),
  };
}

/** Paths of any system, as text: a tool knows no file system. */
const plain = (path: string): string => path.replaceAll('\\', '/').replace(/\/+$/, '').toLowerCase();
const isAbsolute = (path: string): boolean => /^([a-z]:)?[\\/]/i.test(path);

const isWithin = (folder: string, path: string): boolean =>
  !isAbsolute(path) || `${plain(path)}/`.startsWith(`${plain(folder)}/`);

const elsewhere = (folder: string): Problem =>
  new Problem(
    'invalid_input',
    `This server keeps the tasks of ${folder}.`,
    'Leave working_directory out, or ask the person to start a server for that folder with --workspace.',
  );

function definitionOf(role: unknown): string {
  const isDefined = typeof role === 'object' && role !== null && 'role_definition' in role;
  return isDefined && typeof role.role_definition === 'string' ? role.role_definition : '';
}
