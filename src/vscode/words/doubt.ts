import * as vscode from 'vscode';
import type { QueryOutput, TaskRow } from '../../orchestrator/registry';
import { standingOf } from '../tasks/standing';
import { reasonWords } from './evidence';

type Verification = Pick<QueryOutput<'verification.list'>['rows'][number], 'summary'>;

/** Why what a task left does not count as verified, and what one can do about it. */
export interface Doubt {
  readonly why: string;
  readonly next: string;
}

/** `last`: its latest verification, if anything was ever looked at. */
export function doubtWords(task: TaskRow, last: Verification | undefined): Doubt {
  switch (standingOf(task)) {
    case 'changed':
      return {
        why: found(last),
        next: vscode.l10n.t('Verify it again, restore what was recorded, or accept what is there now.'),
      };
    case 'not_accepted':
      return {
        why: found(last),
        next: vscode.l10n.t('Put that right and finish it again, or complete it anyway.'),
      };
    case 'implementation_awaiting_approval':
      return {
        why: found(last),
        next: vscode.l10n.t('Reject it, restore what was recorded, or complete it anyway.'),
      };
    default:
      return task.evidence === 'overridden' ? overridden() : unverified(task, last);
  }
}

/** The reason for that is what its state says already. */
const overridden = (): Doubt => ({
  why: vscode.l10n.t('A person has completed it anyway.'),
  next: vscode.l10n.t('Reopen it if it is to be verified after all.'),
});

function unverified({ openChecks, hasChecks }: TaskRow, last: Verification | undefined): Doubt {
  if (!last && !hasChecks) {
    return {
      why: vscode.l10n.t('It names no files and has no checks, so only its word says that it is done.'),
      next: vscode.l10n.t('Add a check with Edit Task, approve it and verify the task; or look yourself.'),
    };
  }
  return {
    why: found(last),
    next:
      openChecks > 0
        ? vscode.l10n.t('Approve its checks, which runs them.')
        : vscode.l10n.t('Verify it once that is otherwise, or add a check that shows what it did.'),
  };
}

const found = (last: Verification | undefined): string =>
  last === undefined || last.summary === ''
    ? vscode.l10n.t('Nobody has looked at it since.')
    : sentence(reasonWords(last.summary.replace(/^unverifiable: /, '')));

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
