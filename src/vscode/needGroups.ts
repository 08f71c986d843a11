import * as vscode from 'vscode';
import { PRIORITIES } from '../domain/task/task';
import type { QueryOutput, TaskRow } from '../orchestrator/registry';

export type Needs = QueryOutput<'task.attention'>;

/** A kind of thing that needs a person. The views, the badge and the status bar show what this table has. */
export interface NeedGroup {
  readonly key: string;
  readonly name: () => string;
  /** The most urgent first, and of those what has waited longest. */
  readonly tasks: (needs: Needs) => readonly TaskRow[];
}

export const needGroups: readonly NeedGroup[] = [
  { key: 'interrupted', name: () => vscode.l10n.t('Interrupted'), tasks: (needs) => urgent(needs.interrupted) },
  { key: 'approvals', name: () => vscode.l10n.t('Approvals'), tasks: (needs) => urgent(needs.approvals) },
  {
    key: 'evidence',
    name: () => vscode.l10n.t('Files and Checks'),
    tasks: (needs) => urgent(evidenceAlone(needs)),
  },
  { key: 'checks', name: () => vscode.l10n.t('Checks to Approve'), tasks: (needs) => urgent(checksAlone(needs)) },
  { key: 'blocked', name: () => vscode.l10n.t('Blocked'), tasks: (needs) => urgent(needs.blocked) },
  { key: 'failed', name: () => vscode.l10n.t('Failed'), tasks: (needs) => urgent(needs.failed) },
];

export const countNeeds = (needs: Needs): number => needGroups.reduce((sum, { tasks }) => sum + tasks(needs).length, 0);

/** A task stands in one group: what waits for a verdict, or has stopped, says so there. */
const without = (tasks: readonly TaskRow[], ...elsewhere: (readonly TaskRow[])[]): readonly TaskRow[] => {
  const ids = new Set(elsewhere.flat().map(({ id }) => id));
  return tasks.filter(({ id }) => !ids.has(id));
};

const evidenceAlone = ({ evidence, approvals, interrupted, blocked, failed }: Needs): readonly TaskRow[] =>
  without(evidence, approvals, interrupted, blocked, failed);

const checksAlone = ({ checks, evidence, approvals, interrupted, blocked, failed }: Needs): readonly TaskRow[] =>
  without(checks, evidence, approvals, interrupted, blocked, failed);

const urgency = ({ priority }: TaskRow): number => PRIORITIES.indexOf(priority);

const urgent = (tasks: readonly TaskRow[]): readonly TaskRow[] =>
  [...tasks].sort((a, b) => urgency(b) - urgency(a) || a.stateAt - b.stateAt || a.n - b.n);
