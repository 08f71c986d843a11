import * as vscode from 'vscode';
import type { Phase } from '../../domain/task/phase';

/** What a heading says over the tasks of a phase. */
export function phaseWords(phase: Phase): string {
  const words: Record<Phase, string> = {
    waiting: vscode.l10n.t('Needs you'),
    interrupted: vscode.l10n.t('Interrupted'),
    in_progress: vscode.l10n.t('In progress'),
    blocked: vscode.l10n.t('Blocked'),
    failed: vscode.l10n.t('Failed'),
    pending: vscode.l10n.t('Not begun'),
    completed: vscode.l10n.t('Done'),
    cancelled: vscode.l10n.t('Cancelled'),
  };
  return words[phase];
}
