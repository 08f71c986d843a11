import { cancelTask, deleteTask, updateTask } from './compatible/editing';
import { getStatus, synthesizeResults } from './compatible/looking';
import { maintain } from './compatible/maintenance';
import { planTask } from './compatible/planning';
import { queryTasks } from './compatible/querying';
import { initializeSession } from './compatible/session';
import { workingTools } from './compatible/working';
import { claim } from './core/claim';
import { finish } from './core/finish';
import { plan } from './core/plan';
import { progress } from './core/progress';
import { query } from './core/query';
import { resume } from './core/resume';
import type { Tool } from './tool';

export const TOOL_SETS = ['core', 'compatible', 'all'] as const;
export type ToolSet = (typeof TOOL_SETS)[number];

/** The tools of this project's own, in the order in which an agent meets them. All doors serve exactly these. */
export const coreTools: readonly Tool[] = [plan, claim, progress, finish, query, resume];

/** The names that prompts of earlier systems use, for the same operations. */
const compatibleTools: readonly Tool[] = [
  initializeSession,
  planTask,
  ...workingTools,
  updateTask,
  cancelTask,
  deleteTask,
  queryTasks,
  synthesizeResults,
  getStatus,
  maintain,
];

export function toolsOf(set: ToolSet): readonly Tool[] {
  switch (set) {
    case 'core':
      return coreTools;
    case 'compatible':
      return compatibleTools;
    case 'all':
      return [...coreTools, ...compatibleTools];
  }
}
