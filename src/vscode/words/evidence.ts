import * as vscode from 'vscode';
import type { CheckStatus, EvidenceState, FileResultStatus } from '../../domain/evidence/results';
import type { Look } from '../tasks/standing';
import { dateAndTime } from './times';
import { withoutIds } from './titles';

/** A result with the icon that stands for it. */
export interface Mark extends Look {
  readonly words: string;
}

const good: Look = { icon: 'pass-filled', color: 'testing.iconPassed' };
const bad: Look = { icon: 'error', color: 'problemsErrorIcon.foreground' };
const open: Look = { icon: 'unverified', color: 'charts.yellow' };
const changed: Look = { icon: 'warning', color: 'problemsWarningIcon.foreground' };

/** What holding a file against the disk has brought out; null: nobody has looked since. */
export function fileResultWords(status: FileResultStatus | null): Mark {
  const words: Record<FileResultStatus, Mark> = {
    verified: { ...good, words: vscode.l10n.t('Verified') },
    missing: { ...bad, words: vscode.l10n.t('Missing') },
    differs: { ...bad, words: vscode.l10n.t('Differs') },
    still_exists: { ...bad, words: vscode.l10n.t('Still there') },
    unreadable: { ...bad, words: vscode.l10n.t('Cannot be read') },
    outside: { ...bad, words: vscode.l10n.t('Outside of the folder') },
    unsaved: { ...open, words: vscode.l10n.t('Not saved') },
    unverifiable: { ...open, words: vscode.l10n.t('Cannot be verified') },
  };
  return status === null ? { icon: 'circle-outline', words: vscode.l10n.t('Not looked at yet') } : words[status];
}

/** A file that was reported is looked at then, though nothing is held against it before the task is handed in. */
export const notFoundWords = (): Mark => ({ ...changed, words: vscode.l10n.t('Not found when it was reported') });

export function checkResultWords(status: CheckStatus | null): Mark {
  const words: Record<CheckStatus, Mark> = {
    passed: { ...good, words: vscode.l10n.t('Passed') },
    failed: { ...bad, words: vscode.l10n.t('Failed') },
    timed_out: { ...bad, words: vscode.l10n.t('Timed out') },
    not_approved: { ...open, words: vscode.l10n.t('Not approved by a person') },
    not_run: { ...open, words: vscode.l10n.t('Not run') },
  };
  return status === null ? { icon: 'circle-outline', words: vscode.l10n.t('Not run yet') } : words[status];
}

/** Why, with times as people read them: a reason is kept as it was when it was found. */
export const reasonWords = (reason: string): string =>
  withoutIds(reason)
    .replace(/^unverifiable: /, '')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (time) => dateAndTime(Date.parse(time)));

/** What all of it together comes to; nothing where there is nothing to say. */
export function evidenceWords(evidence: EvidenceState): Mark | undefined {
  const words: Record<Exclude<EvidenceState, 'none'>, Mark> = {
    verified: { ...good, words: vscode.l10n.t('Verified') },
    failed: { ...bad, words: vscode.l10n.t('Not as it should be') },
    unverifiable: { ...open, words: vscode.l10n.t('Cannot be verified') },
    overridden: { ...open, words: vscode.l10n.t('Completed anyway') },
    changed: { ...changed, words: vscode.l10n.t('Changed since it was done') },
  };
  return evidence === 'none' ? undefined : words[evidence];
}
