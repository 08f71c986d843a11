import * as vscode from 'vscode';

/** How much there is to be done by a person: all that Needs You lists. */
export const needsYou = (count: number): string =>
  count === 1 ? vscode.l10n.t('One task needs you') : vscode.l10n.t('{0} tasks need you', count);

/** On how much somebody works now: tasks that are held, whatever state they are in. */
export const atWork = (count: number): string =>
  count === 1
    ? vscode.l10n.t('Somebody is at work on one task')
    : vscode.l10n.t('Somebody is at work on {0} tasks', count);
