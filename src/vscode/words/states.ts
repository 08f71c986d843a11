import * as vscode from 'vscode';
import type { TaskRow, WaitedFor } from '../../orchestrator/registry';
import { standingOf } from '../tasks/standing';
import { checkpointWords } from './checkpoints';
import { plainState } from './plainState';
import { shortened } from './plainText';
import { ago } from './times';
import { isolated, withoutIds } from './titles';

const LONGEST_REASON = 80;

/** Where a task stands, in a few words; the only place that says it. */
export function stateWords(task: TaskRow, waitsFor?: WaitedFor): string {
  const standing = standingOf(task);
  switch (standing) {
    case 'waits':
      return waitingWords(task, waitsFor);
    case 'interrupted':
      return interruptedWords(task);
    case 'free':
      return vscode.l10n.t('{0}, nobody on it', plainState(task.state));
    case 'steps':
      return vscode.l10n.t('In progress');
    case 'planning':
    case 'implementing':
    case 'reviewing':
    case 'verifying':
      // Handed in once, and not accepted: whoever is at work on it goes on. A narrow row shows the beginning.
      return task.evidence === 'failed'
        ? vscode.l10n.t('Files or checks fail · {0}…', plainState(standing))
        : `${plainState(standing)}…`;
    case 'implementation_awaiting_approval':
      return task.evidence === 'failed'
        ? vscode.l10n.t('Files or checks fail · {0}', plainState(standing))
        : plainState(standing);
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
    case 'steps_changed':
      return task.unsound === 1
        ? vscode.l10n.t('Done, 1 step changed since')
        : vscode.l10n.t('Done, {0} steps changed since', task.unsound);
    case 'not_accepted':
      return vscode.l10n.t('Not done: files or checks fail');
    case 'completed':
      return task.evidence === 'verified' ? vscode.l10n.t('Done, verified') : plainState(standing);
    case 'ready':
      return vscode.l10n.t('Ready');
    case 'archived':
      return vscode.l10n.t('Archived');
    default:
      return plainState(standing);
  }
}

/** How long ago work stopped, and what had been reached. */
function interruptedWords({ interruptedAt, updatedAt, stoppedAt }: TaskRow): string {
  const when = ago(interruptedAt ?? updatedAt);
  return stoppedAt === null
    ? vscode.l10n.t('Interrupted {0}', when)
    : vscode.l10n.t('Interrupted {0} at “{1}”', when, isolated(checkpointWords(stoppedAt)));
}

function waitingWords({ unmet }: TaskRow, waitsFor: WaitedFor | undefined): string {
  if (unmet === 0) return vscode.l10n.t('Waits for the task above');
  if (waitsFor === undefined) {
    return unmet === 1 ? vscode.l10n.t('Waits for another task') : vscode.l10n.t('Waits for {0} tasks', unmet);
  }
  const title = isolated(waitsFor.title);
  switch (waitsFor.ended) {
    case 'failed':
      return vscode.l10n.t('Waits for “{0}”, which has failed', title);
    case 'cancelled':
      return vscode.l10n.t('Waits for “{0}”, which was cancelled', title);
    case 'deleted':
      return vscode.l10n.t('Waits for “{0}”, which was deleted', title);
    case null:
      return unmet === 1
        ? vscode.l10n.t('Waits for “{0}”', title)
        : vscode.l10n.t('Waits for “{0}” and {1} more', title, unmet - 1);
  }
}

function withReason(state: string, reason: string | null): string {
  if (reason === null) return state;
  const line = withoutIds(reason.replace(/\s+/g, ' '));
  return `${state}: ${shortened(line, LONGEST_REASON)}`;
}
