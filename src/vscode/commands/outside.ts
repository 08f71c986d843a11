import * as vscode from 'vscode';
import { confirm } from '../ask/confirm';
import type { Begun } from './begin';

/**
 * What only people do is never done because an object says so. Who called with one may be a person's keybinding, or an
 * extension, or an agent that can run commands: the person is asked in a dialog, which no command can answer (rule O4).
 */
export async function isMeant(
  { isFromOutside }: Pick<Begun, 'isFromOutside'>,
  question: string,
  action: string,
  reason?: string,
): Promise<boolean> {
  if (!isFromOutside) return true;
  const whose = vscode.l10n.t('A keybinding, another extension or an agent asks for this.');
  const given = reason === undefined || reason === '' ? [] : [vscode.l10n.t('The reason given: {0}', reason)];
  return confirm(question, [whose, ...given].join('\n\n'), action);
}

/** What a person writes as a check may be run; so whoever else brings one has it shown to the person first (rules G5, O4). */
export async function areChecksMeant(begun: Pick<Begun, 'isFromOutside'>, checks: readonly string[]): Promise<boolean> {
  if (!begun.isFromOutside || checks.length === 0) return true;
  const whose = vscode.l10n.t('A keybinding, another extension or an agent asks for this.');
  const question = vscode.l10n.t('May these commands be run as checks of the task?');
  return confirm(question, [...new Set(checks), whose].join('\n\n'), vscode.l10n.t('Approve'));
}
