import * as vscode from 'vscode';
import { isState, plainState } from './plainState';

/** What each step writes into its checkpoint by itself: a checkpoint that somebody named has nothing to compare it with. */
const WRITTEN_BY_STEPS: ReadonlySet<string> = new Set(['plan', 'result', 'attempt']);
export const isWrittenBySteps = (field: string): boolean => WRITTEN_BY_STEPS.has(field);

/** What a checkpoint holds has our words where we have written it; what somebody else named keeps its name. */
export function fieldWords(field: string): string {
  const words: Readonly<Record<string, string>> = {
    plan: vscode.l10n.t('Version of the plan'),
    result: vscode.l10n.t('Version of the result'),
    attempt: vscode.l10n.t('Attempts that came to nothing'),
    reason: vscode.l10n.t('Reason'),
    error: vscode.l10n.t('Error'),
    outcome: vscode.l10n.t('Outcome'),
  };
  return words[field] ?? field;
}

/** A value in one line. */
export function fieldValue(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return isState(value) ? plainState(value) : value;
  const isError = typeof value === 'object' && 'message' in value;
  return isError && typeof value.message === 'string' ? value.message : JSON.stringify(value);
}
