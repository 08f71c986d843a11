import * as vscode from 'vscode';
import type { FileOperation } from '../../domain/evidence/workspacePath';

/** What was done to a file, with the icon that stands for it. */
export function fileOperationWords(op: string): { readonly label: string; readonly icon: string } {
  const words: Record<FileOperation, { label: string; icon: string }> = {
    create: { label: vscode.l10n.t('Created'), icon: 'diff-added' },
    modify: { label: vscode.l10n.t('Changed'), icon: 'diff-modified' },
    delete: { label: vscode.l10n.t('Deleted'), icon: 'diff-removed' },
    rename: { label: vscode.l10n.t('Renamed'), icon: 'diff-renamed' },
    move: { label: vscode.l10n.t('Moved'), icon: 'diff-renamed' },
    copy: { label: vscode.l10n.t('Copied'), icon: 'copy' },
    read: { label: vscode.l10n.t('Read'), icon: 'eye' },
  };
  return words[op as FileOperation];
}

/** How it is known. */
export function noticedWords(noticed: string): string {
  const words: Record<string, string> = {
    claimed: vscode.l10n.t('as reported'),
    observed: vscode.l10n.t('seen on disk'),
    manual: vscode.l10n.t('entered by hand'),
  };
  return words[noticed] ?? noticed;
}
