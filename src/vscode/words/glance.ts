import * as vscode from 'vscode';

/** How much there is to be done by a person: all that Needs You lists. */
export const needsYou = (count: number): string =>
  count === 1 ? vscode.l10n.t('One task needs you') : vscode.l10n.t('{0} tasks need you', count);

/** How much is held by somebody, whatever state it is in: also what waits for a verdict meanwhile. */
export const claimed = (count: number): string =>
  count === 1 ? vscode.l10n.t('One task is claimed') : vscode.l10n.t('{0} tasks are claimed', count);
