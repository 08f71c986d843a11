import * as vscode from 'vscode';
import { isState, plainState } from './plainState';

/** What a checkpoint is called: what was reached then. One that somebody named has the name that it was given. */
export function checkpointWords(name: string): string {
  const words: Readonly<Record<string, string>> = {
    workflow_start: vscode.l10n.t('Began'),
    after_planning: vscode.l10n.t('Plan ready'),
    plan_rejected: vscode.l10n.t('Plan rejected'),
    start_implementation: vscode.l10n.t('Work began'),
    after_implementation: vscode.l10n.t('Work done'),
    implementation_approved: vscode.l10n.t('Result approved'),
    implementation_rejected: vscode.l10n.t('Result rejected'),
    after_review: vscode.l10n.t('Review done'),
    after_verification: vscode.l10n.t('Verification done'),
    sent_back: vscode.l10n.t('Sent back'),
    unblocked: vscode.l10n.t('Unblocked'),
    retried: vscode.l10n.t('Tried again'),
    reopened: vscode.l10n.t('Reopened'),
    overridden: vscode.l10n.t('Completed anyway'),
    restored: vscode.l10n.t('Checkpoint restored'),
  };
  return words[name] ?? (isState(name) ? plainState(name) : name);
}
