import * as vscode from 'vscode';
import type { QueryOutput, TaskRow, WaitedFor } from '../../../orchestrator/registry';
import type { Graph } from '../../../shared/taskPanel/view';
import { standingOf } from '../../tasks/standing';
import { dependencyWords } from '../../words/terms';
import { link } from './standing';

export function graph(
  task: string,
  { tasks, edges, more }: QueryOutput<'task.graph'>,
  waitsFor: Readonly<Record<string, WaitedFor>>,
): Graph {
  const shown = new Map(tasks.map((row) => [row.id, row]));
  const shutGates = (id: string): number => edges.filter((edge) => edge.task === id && !edge.met).length;
  return {
    nodes: tasks.map((row) => ({
      ...link(row, waitsFor[row.id], row.role ?? ''),
      parent: row.parentId !== null && shown.has(row.parentId) ? row.parentId : null,
      waits: standingOf(row) === 'waits' && row.unmet > 0 && shutGates(row.id) === row.unmet,
    })),
    edges: edges.map(({ task, dependsOn, kind, met }) => ({
      task,
      dependsOn,
      met,
      words: [
        kind === 'completion' ? '' : dependencyWords(kind).label,
        met ? vscode.l10n.t('no longer waited for') : '',
      ]
        .filter((part) => part !== '')
        .join(', '),
    })),
    more,
    opensOn: opensOn(task, shown),
  };
}

/** Below a task with steps: one that somebody works on, else one that can be taken. */
function opensOn(task: string, shown: ReadonlyMap<string, TaskRow>): string {
  const isBelow = ({ parentId }: TaskRow): boolean => {
    if (parentId === task) return true;
    const parent = parentId === null ? undefined : shown.get(parentId);
    return parent !== undefined && isBelow(parent);
  };
  const leaves = [...shown.values()].filter((row) => row.children === 0 && isBelow(row));
  return (leaves.find(({ claimed }) => claimed) ?? leaves.find(({ offer }) => offer !== null))?.id ?? task;
}
