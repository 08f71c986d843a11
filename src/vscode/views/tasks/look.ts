import { isFinished, PHASES, phaseOf, type Phase } from '../../../domain/task/phase';
import type { TaskRow } from '../../../orchestrator/registry';
import type { StepFilter } from './taskList';

export const GROUPINGS = ['stream', 'state', 'role', 'none'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** What the tasks are narrowed to; `null` among roles and streams: those without. */
export interface TaskFilter {
  readonly phases?: readonly Phase[];
  readonly roles?: readonly (string | null)[];
  readonly streams?: readonly (string | null)[];
  readonly labels?: readonly string[];
  readonly text?: string;
}

/** How a person wants to see the tasks. */
export interface Look {
  readonly groupBy: Grouping;
  /** Whether what is done or cancelled is shown. */
  readonly finished: boolean;
  /** Whether checkpoints and files are shown below the tasks. */
  readonly details: boolean;
  readonly filter: TaskFilter;
}

export const isFiltered = ({ filter }: Look): boolean =>
  filter.text !== undefined ||
  [filter.phases, filter.roles, filter.streams, filter.labels].some((list) => list !== undefined && list.length > 0);

/** Whether tasks are shown as a tree, or as steps without their parents. */
export const isTree = (look: Look): boolean =>
  !isFiltered(look) && (look.groupBy === 'stream' || look.groupBy === 'none');

/** Steps that have begun have checkpoints, and perhaps files. */
export const hasDetails = ({ details }: Look, { children, state }: TaskRow): boolean =>
  details && children === 0 && state !== 'pending';

const UNFINISHED: readonly Phase[] = PHASES.filter((phase) => phase !== 'completed' && phase !== 'cancelled');

/** Somebody who filters for what is done sees it, whether or not it is shown otherwise. */
export function filterOf({ filter, finished }: Look): StepFilter {
  const { phases, roles, streams, labels, text } = filter;
  const some = <Value>(list: readonly Value[] | undefined) => (list && list.length > 0 ? [...list] : undefined);
  const wanted = some(phases) ?? (finished ? undefined : [...UNFINISHED]);
  return {
    ...(wanted && { phases: wanted }),
    ...(some(roles) && { roles: some(roles) }),
    ...(some(streams) && { streams: some(streams) }),
    ...(some(labels) && { labels: some(labels) }),
    ...(text !== undefined && { text }),
  };
}

/** Whether a look shows a task at all, as far as the row tells: words are only known to the store. */
export function shows(look: Look, task: TaskRow): boolean {
  if (isTree(look)) return look.finished || !isFinished(task);
  const { phases, roles, streams, labels, text } = filterOf(look);
  return (
    text === undefined &&
    (task.children === 0 || task.state === 'blocked' || task.status === 'waiting') &&
    (phases?.includes(phaseOf(task)) ?? true) &&
    (roles?.includes(task.role) ?? true) &&
    (streams?.includes(task.stream) ?? true) &&
    (labels?.some((label) => task.labels.includes(label)) ?? true)
  );
}
