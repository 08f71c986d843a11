import * as vscode from 'vscode';
import type { State } from '../../domain/workflow/states';
import type { TaskRow } from '../../orchestrator/registry';
import { standingOf } from '../tasks/standing';
import { ago } from './times';

const LONGEST_REASON = 80;

/** Where a task stands, in a few words; the only place that says it. `waitsFor` is the title of what it waits for. */
export function stateWords(task: TaskRow, waitsFor?: string): string {
  const standing = standingOf(task);
  switch (standing) {
    case 'waits':
      return waitingWords(task, waitsFor);
    case 'interrupted':
      return vscode.l10n.t('Interrupted {0}', ago(task.updatedAt));
    case 'free':
      return vscode.l10n.t('{0}, nobody on it', plainState(task.state));
    case 'steps':
      return vscode.l10n.t('In progress');
    case 'planning':
    case 'implementing':
    case 'reviewing':
    case 'verifying':
      return `${plainState(standing)}…`;
    case 'blocked':
    case 'failed':
      return withReason(plainState(standing), task.stateReason);
    case 'unverified':
      return task.evidence === 'overridden'
        ? withReason(vscode.l10n.t('Done, not verified'), task.stateReason)
        : vscode.l10n.t('Done, not verified');
    case 'changed':
      return task.evidence === 'failed'
        ? vscode.l10n.t('Done, files or checks fail')
        : vscode.l10n.t('Done, changed since');
    case 'not_accepted':
      return vscode.l10n.t('Not done: files or checks fail');
    case 'ready':
      return vscode.l10n.t('Ready');
    case 'archived':
      return vscode.l10n.t('Archived');
    default:
      return plainState(standing);
  }
}

function waitingWords({ unmet }: TaskRow, waitsFor: string | undefined): string {
  if (unmet === 0) return vscode.l10n.t('Waits for the task above');
  if (waitsFor === undefined) {
    return unmet === 1 ? vscode.l10n.t('Waits for another task') : vscode.l10n.t('Waits for {0} tasks', unmet);
  }
  return unmet === 1
    ? vscode.l10n.t('Waits for {0}', waitsFor)
    : vscode.l10n.t('Waits for {0} and {1} more', waitsFor, unmet - 1);
}

function withReason(state: string, reason: string | null): string {
  if (reason === null) return state;
  const line = reason.replace(/\s+/g, ' ');
  return `${state}: ${line.length > LONGEST_REASON ? `${line.slice(0, LONGEST_REASON - 1)}…` : line}`;
}

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
