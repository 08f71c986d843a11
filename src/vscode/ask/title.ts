import * as vscode from 'vscode';
import { cleanTitle, LIMITS } from '../../domain/task/task';

export function problemWithTitle(value: string): string | undefined {
  const { length } = cleanTitle(value);
  if (length === 0) return vscode.l10n.t('A task needs a title.');
  if (length > LIMITS.title) {
    return vscode.l10n.t('A title has at most {0} characters; this one has {1}.', LIMITS.title, length);
  }
  return undefined;
}
