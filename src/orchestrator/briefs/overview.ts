import { compose, shorten } from '../../domain/brief/compose';
import { TASK_STATUSES, type TaskStatus } from '../../domain/task/task';
import { AWAITING_STATES } from '../../domain/workflow/states';
import type { Connection } from '../../storage/connection';
import { findRecord } from '../../storage/queries/records';
import { countTasks, interruptedTasks, listTasks, readyTasks, tasksInState } from '../../storage/queries/taskLists';
import { childrenOf, type TaskRow } from '../../storage/queries/tasks';
import { latestResult } from '../../storage/queries/versions';

const MOST_RESULTS = 200;
const MOST_LINES = 10;
const MOST_COUNTED = 10_000;

export interface SynthesisFacts {
  readonly task: string;
  readonly title: string;
  readonly state: string;
  readonly leaves: number;
  readonly done: number;
  readonly results: readonly {
    id: string;
    title: string;
    state: string;
    outcome: string | null;
    summary: string | null;
    artifacts: readonly string[];
  }[];
}

/** What all that lies below a task has brought about. */
export function synthesisFacts(connection: Connection, id: string): SynthesisFacts | undefined {
  const task = findRecord(connection, id);
  if (!task) return undefined;
  const results: SynthesisFacts['results'][number][] = [];
  const visit = (parent: string): void => {
    for (const row of childrenOf(connection, parent, undefined, 1000)) {
      if (results.length >= MOST_RESULTS) return;
      if (row.children > 0) visit(row.id);
      else results.push(resultLine(connection, row));
    }
  };
  if (task.children > 0) visit(id);
  else results.push(resultLine(connection, task));
  return { task: id, title: task.title, state: task.state, leaves: task.leaves, done: task.leavesDone, results };
}

function resultLine(connection: Connection, { id, title, state }: Pick<TaskRow, 'id' | 'title' | 'state'>) {
  const result = latestResult(connection, id);
  return {
    id,
    title,
    state,
    outcome: result?.outcome ?? null,
    summary: result?.summary ?? null,
    artifacts: result?.artifacts ?? [],
  };
}

export function synthesisText({ task, title, state, leaves, done, results }: SynthesisFacts, budget: number): string {
  const lines = results.map(({ id, title: name, state: where, summary, artifacts }) => {
    const left = artifacts.length === 0 ? '' : ` [${artifacts.join(', ')}]`;
    return `- ${name} (${id}, ${where}): ${summary ?? 'no result yet'}${left}`;
  });
  const heading = `# ${title}\n${task} · ${state} · ${done} of ${leaves} done`;
  return compose(heading, [{ title: 'Results', text: lines.join('\n'), weight: 1 }], budget);
}

export interface StatusFacts {
  readonly counts: Record<TaskStatus, number>;
  readonly needsPerson: readonly TaskRow[];
  readonly interrupted: readonly TaskRow[];
  readonly blocked: readonly TaskRow[];
  readonly failed: readonly TaskRow[];
  readonly active: readonly TaskRow[];
  readonly ready: readonly TaskRow[];
  readonly done: readonly TaskRow[];
}

/** How everything stands, or what lies below one task. */
export function statusFacts(connection: Connection, under: string | undefined): StatusFacts {
  const isInside = (row: TaskRow): boolean =>
    under === undefined || row.id === under || isBelow(connection, row, under);
  const inStates = (...states: Parameters<typeof tasksInState>[1][]): TaskRow[] =>
    states
      .flatMap((state) => tasksInState(connection, state, MOST_LINES * 5))
      .filter(isInside)
      .slice(0, MOST_LINES);
  const counts = TASK_STATUSES.map(
    (status) => [status, countTasks(connection, { under, status }, MOST_COUNTED)] as const,
  );
  return {
    counts: Object.fromEntries(counts) as Record<TaskStatus, number>,
    needsPerson: inStates(...AWAITING_STATES),
    interrupted: interruptedTasks(connection, { under }, MOST_LINES),
    blocked: inStates('blocked'),
    failed: inStates('failed').filter(({ children }) => children === 0),
    active: inStates('planning', 'implementing', 'reviewing', 'verifying').filter(({ claimed }) => claimed),
    ready: readyTasks(connection, { under }, MOST_LINES),
    done: listTasks(connection, { under, status: 'completed' }, null, MOST_LINES).map(({ row }) => row),
  };
}

function isBelow(connection: Connection, row: TaskRow, ancestor: string): boolean {
  for (let id = row.parentId; id !== null; id = findRecord(connection, id)?.parentId ?? null)
    if (id === ancestor) return true;
  return false;
}

export function statusText(facts: StatusFacts, heading: string, budget: number): string {
  const { counts } = facts;
  const numbers = TASK_STATUSES.filter((status) => counts[status] > 0).map(
    (status) => `${counts[status]} ${status.replace('_', ' ')}`,
  );
  const list = (rows: readonly TaskRow[], say: (row: TaskRow) => string): string =>
    rows.map((row) => `- ${row.title} (${row.id})${say(row)}`).join('\n');
  const why = ({ stateReason }: TaskRow): string => (stateReason === null ? '' : `: ${shorten(stateReason, 40)}`);
  return compose(
    heading,
    [
      { title: 'Tasks', text: numbers.length === 0 ? 'None yet.' : numbers.join(', '), weight: 100 },
      { title: 'Waiting for a person', text: list(facts.needsPerson, ({ state }) => `: ${state}`), weight: 90 },
      { title: 'Interrupted', text: list(facts.interrupted, ({ state }) => `: ${state}`), weight: 85 },
      { title: 'Blocked', text: list(facts.blocked, why), weight: 80 },
      { title: 'Failed', text: list(facts.failed, why), weight: 80 },
      { title: 'In work', text: list(facts.active, ({ actor }) => (actor === null ? '' : `: ${actor}`)), weight: 70 },
      { title: 'Ready next', text: list(facts.ready, ({ role }) => (role === null ? '' : `: ${role}`)), weight: 60 },
      { title: 'Done lately', text: list(facts.done, () => ''), weight: 30 },
    ],
    budget,
  );
}
