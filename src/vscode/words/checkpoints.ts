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

/** Steps that are gone through again with each version of a plan or a result. */
const OF_PLAN: ReadonlySet<string> = new Set(['after_planning', 'plan_approved', 'plan_rejected']);
const OF_RESULT: ReadonlySet<string> = new Set([
  'after_implementation',
  'implementation_approved',
  'implementation_rejected',
]);

/** In a list of them, where several have the same name: with the version that it was about. */
export function checkpointTitle({ name, data }: { readonly name: string; readonly data: unknown }): string {
  const subject = OF_PLAN.has(name) ? 'plan' : OF_RESULT.has(name) ? 'result' : undefined;
  const version: unknown = subject && typeof data === 'object' && data !== null && Reflect.get(data, subject);
  return typeof version === 'number' && version > 0
    ? vscode.l10n.t('{0} (version {1})', checkpointWords(name), version)
    : checkpointWords(name);
}
