import * as vscode from 'vscode';
import type { QueryOutput } from '../../../orchestrator/registry';
import type { Graph } from '../../../shared/taskPanel/view';
import { dependencyWords } from '../../words/terms';
import { link } from './standing';

export function graph(
  { tasks, edges, more }: QueryOutput<'task.graph'>,
  waitsFor: Readonly<Record<string, string>>,
): Graph {
  const shown = new Set(tasks.map(({ id }) => id));
  return {
    nodes: tasks.map((row) => ({
      ...link(row, waitsFor[row.id], row.role ?? ''),
      parent: row.parentId !== null && shown.has(row.parentId) ? row.parentId : null,
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
  };
}
