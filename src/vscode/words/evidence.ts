import * as vscode from 'vscode';
import type { CheckStatus, FileResultStatus } from '../../domain/evidence/results';

/** What was found at a path, in a word or two. */
export function resultWords(status: FileResultStatus): string {
  const words: Record<FileResultStatus, string> = {
    verified: vscode.l10n.t('Verified'),
    missing: vscode.l10n.t('Missing'),
    differs: vscode.l10n.t('Not as recorded'),
    still_exists: vscode.l10n.t('Still there'),
    unreadable: vscode.l10n.t('Cannot be read'),
    outside: vscode.l10n.t('Outside of the folder'),
    unsaved: vscode.l10n.t('Not saved'),
    unverifiable: vscode.l10n.t('Cannot be verified'),
  };
  return words[status];
}

/** What that means, for somebody who sees it for the first time. */
export function resultMeaning(status: FileResultStatus): string {
  const words: Record<FileResultStatus, string> = {
    verified: vscode.l10n.t('What the task left is there.'),
    missing: vscode.l10n.t(
      'The task says that it left a file there, and there is none. Restore it, or accept that it is gone.',
    ),
    differs: vscode.l10n.t(
      'The file has another content than the one that was recorded. Look at the difference; then restore the recorded content, or accept the current one.',
    ),
    still_exists: vscode.l10n.t('The task says that it removed the file, and it is there.'),
    unreadable: vscode.l10n.t('The file is there and cannot be opened, so nobody knows whether it is right.'),
    outside: vscode.l10n.t('The path leads out of the workspace folder through a link, where nothing is looked at.'),
    unsaved: vscode.l10n.t('An editor has changes that are not on disk. Save them, then verify again.'),
    unverifiable: vscode.l10n.t('The file is there, and nothing about it shows that the task did its work.'),
  };
  return words[status];
}

export function checkWords(status: CheckStatus): string {
  const words: Record<CheckStatus, string> = {
    passed: vscode.l10n.t('Passed'),
    failed: vscode.l10n.t('Failed'),
    timed_out: vscode.l10n.t('Took too long'),
    not_approved: vscode.l10n.t('Not approved'),
    not_run: vscode.l10n.t('Not run'),
  };
  return words[status];
}
