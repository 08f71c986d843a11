import * as vscode from 'vscode';
import { cameToNothing } from '../../domain/workflow/states';
import type { QueryOutput, TaskRow } from '../../orchestrator/registry';
import { actorName } from './actors';

type Blocker = QueryOutput<'task.explain'>['blockers'][number];

/** Why a task keeps another back, or itself, and what a person does about it. `task`: the one that is to be looked at. */
export function blockerWords(kind: Blocker['kind'], { state, actor }: TaskRow): string {
  const hasFailed = cameToNothing(state);
  switch (kind) {
    case 'dependency':
      return hasFailed
        ? vscode.l10n.t('It waits for this, which will not be done: retry or reopen this, or waive the dependency.')
        : vscode.l10n.t('It waits for this, which has to come first.');
    case 'approval':
      return vscode.l10n.t('This waits for a person: approve or reject it.');
    case 'blocked':
      return vscode.l10n.t('Clear what blocks this, then unblock it.');
    case 'ended':
      return state === 'failed'
        ? vscode.l10n.t('It has failed: retry it.')
        : vscode.l10n.t('It has ended: reopen it if there is more to do.');
    case 'parent':
      return hasFailed
        ? vscode.l10n.t('It belongs to this, which has ended: retry or reopen this first.')
        : vscode.l10n.t('It belongs to this, whose plan has to be made first.');
    case 'children':
      return vscode.l10n.t('Its work is in the steps below it: take one of those.');
    case 'archived':
      return vscode.l10n.t('It is in the archive: take it out of there first.');
    case 'claim':
      return actor === null
        ? vscode.l10n.t('Somebody works on it: wait, or release the claim.')
        : vscode.l10n.t('{0} works on it: wait, or release the claim.', actorName(actor));
  }
}
