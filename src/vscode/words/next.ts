import * as vscode from 'vscode';
import type { TaskRow } from '../../orchestrator/registry';

/** What is to be done next with a task that has stopped, said to a person. */
export function nextWords({ state, children }: Pick<TaskRow, 'state' | 'children'>): string {
  switch (state) {
    case 'planning':
      return vscode.l10n.t('Make the plan.');
    case 'implementing':
      return children > 0 ? vscode.l10n.t('Finish the steps below.') : vscode.l10n.t('Do the rest of the work.');
    case 'reviewing':
      return vscode.l10n.t('Review what was done.');
    case 'verifying':
      return vscode.l10n.t('Check that what was asked for is there.');
    case 'blocked':
      return vscode.l10n.t('Clear what blocks it; it then goes on where it was.');
    case 'failed':
      return vscode.l10n.t('Find out why it failed, then retry it.');
    default:
      return '';
  }
}
