import * as z from 'zod';
import { hasEnded } from '../../domain/workflow/states';
import { tool } from '../tool';
import { statusWord } from './words';

const MOST_ROOTS = 20;
const MOST_STEPS = 50;

const instructions =
  'Break work down with orchestrator_plan_task. Take each step with orchestrator_execute_task, do it, and finish it with ' +
  'orchestrator_complete_task. At the end bring the results together with orchestrator_synthesize_results.';

export const initializeSession = tool({
  name: 'orchestrator_initialize_session',
  title: 'Initialize session',
  description: 'Begin: how to work with tasks, which roles there are, and which tasks are open.',
  readOnly: true,
  input: z.object({ working_directory: z.string().optional() }),
  run: async ({ store }) => {
    const [{ rows: roles }, { rows: roots }] = await Promise.all([
      store.read('role.list', {}),
      store.read('task.children', { parent: null, limit: 1_000 }),
    ]);
    const open = roots.filter(({ state }) => !hasEnded(state)).slice(0, MOST_ROOTS);
    const active = await Promise.all(
      open.map(async ({ id }) => {
        const { lines } = await store.read('task.outline', { task: id, limit: MOST_STEPS });
        const subtasks = lines.filter(({ depth }) => depth > 0);
        return {
          parent_task_id: id,
          subtasks: subtasks.map((line) => ({ task_id: line.id, title: line.title, status: statusWord(line.status) })),
        };
      }),
    );
    return {
      session_initialized: true,
      orchestrator_context: {
        role: 'Task Orchestrator',
        capabilities: ['planning', 'dependencies', 'roles', 'progress', 'synthesis'],
        instructions,
        specialist_roles: Object.fromEntries(roles.map(({ name, definition }) => [name, definitionOf(definition)])),
      },
      instructions,
      active_tasks: active,
    };
  },
});

function definitionOf(role: unknown): string {
  const isDefined = typeof role === 'object' && role !== null && 'role_definition' in role;
  return isDefined && typeof role.role_definition === 'string' ? role.role_definition : '';
}
