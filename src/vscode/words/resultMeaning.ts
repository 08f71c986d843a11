import * as vscode from 'vscode';
import type { FileResultStatus } from '../../domain/evidence/results';

/** What a result means, for somebody who sees it for the first time. */
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
