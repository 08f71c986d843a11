import * as vscode from 'vscode';

/** What a program asked for, of that which only people do; after "asked to". */
export function operationWords(operation: string): string {
  const words: Readonly<Record<string, string>> = {
    'task.approve': vscode.l10n.t('approve'),
    'task.reject': vscode.l10n.t('reject'),
    'task.override': vscode.l10n.t('complete anyway'),
    'task.reopen': vscode.l10n.t('reopen'),
    'task.delete': vscode.l10n.t('delete'),
    'task.undelete': vscode.l10n.t('bring back'),
    'dependency.waive': vscode.l10n.t('waive a dependency'),
    'checkpoint.restore': vscode.l10n.t('restore a checkpoint'),
    'checkpoint.prune': vscode.l10n.t('prune checkpoints'),
    'files.assign': vscode.l10n.t('assign changes'),
    'files.dismiss': vscode.l10n.t('dismiss changes'),
    'files.detach': vscode.l10n.t('detach a file'),
    'files.accept': vscode.l10n.t('accept what is on disk'),
    'restore.begin': vscode.l10n.t('restore files'),
    'checks.approve': vscode.l10n.t('approve checks'),
    'policy.set': vscode.l10n.t('change what is verified'),
  };
  return words[operation] ?? operation;
}
