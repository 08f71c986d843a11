import * as vscode from 'vscode';
import { STATES, type State } from '../../domain/workflow/states';

/** A store may know states that this program does not. */
export const isState = (name: string): name is State => (STATES as readonly string[]).includes(name);

/** The state by itself, as histories and checkpoints name it. */
export function plainState(state: State): string {
  const words: Record<State, string> = {
    pending: vscode.l10n.t('Not begun'),
    planning: vscode.l10n.t('Planning'),
    plan_awaiting_approval: vscode.l10n.t('Plan needs you'),
    plan_approved: vscode.l10n.t('Plan approved'),
    implementing: vscode.l10n.t('Implementing'),
    implementation_awaiting_approval: vscode.l10n.t('Result needs you'),
    reviewing: vscode.l10n.t('Reviewing'),
    verifying: vscode.l10n.t('Verifying'),
    completed: vscode.l10n.t('Done'),
    failed: vscode.l10n.t('Failed'),
    cancelled: vscode.l10n.t('Cancelled'),
    blocked: vscode.l10n.t('Blocked'),
  };
  return words[state];
}
