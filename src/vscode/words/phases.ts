import * as vscode from 'vscode';
import type { Phase } from '../../domain/task/phase';

/** What a heading says over the tasks of a phase. */
export function phaseWords(phase: Phase): string {
  const words: Record<Phase, string> = {
    waiting: vscode.l10n.t('Waits for approval'),
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

/** What is counted under such a heading, where its name may be read for more or less. */
export function phaseMeaning(phase: Phase): string | undefined {
  const words: Partial<Record<Phase, string>> = {
    waiting: vscode.l10n.t('A plan or a result waits for your verdict. All that needs you is in Needs You.'),
    in_progress: vscode.l10n.t('Begun and not finished, whether or not somebody works on it now.'),
    interrupted: vscode.l10n.t('Whoever worked on it has stopped.'),
    pending: vscode.l10n.t('Ready to be taken, or waiting for other tasks.'),
  };
  return words[phase];
}
