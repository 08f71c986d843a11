import * as vscode from 'vscode';
import { confirm } from '../ask/confirm';
import type { Begun } from './begin';

/**
 * What only people do is never done because an object says so, and not because a command was run: other extensions and agents
 * can run commands, and accept what a list offers. Unless it was begun on a row or a page of ours, the person is asked in a
 * dialog, which no command can answer (rule O4).
 */
export async function isMeant(
  begun: Pick<Begun, 'origin'>,
  question: string,
  action: string,
  reason?: string,
): Promise<boolean> {
  if (begun.origin === 'ours') return true;
  const given = reason === undefined || reason === '' ? [] : [vscode.l10n.t('The reason given: {0}', reason)];
  return confirm(question, [whose(begun), ...given].join('\n\n'), action);
}

/** What a person writes as a check may be run; so whoever else brings one has it shown to the person first (rules G5, O4). */
export async function areChecksMeant(begun: Pick<Begun, 'origin'>, checks: readonly string[]): Promise<boolean> {
  if (begun.origin === 'ours' || checks.length === 0) return true;
  const question = vscode.l10n.t('May these commands be run as checks of the task?');
  return confirm(question, [...new Set(checks), whose(begun)].join('\n\n'), vscode.l10n.t('Approve'));
}

const whose = ({ origin }: Pick<Begun, 'origin'>): string =>
  origin === 'said'
    ? vscode.l10n.t('A keybinding, another extension or an agent asks for this.')
    : vscode.l10n.t('It was begun outside of the views, where a program could begin it as well.');
