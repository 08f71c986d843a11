import * as vscode from 'vscode';
import type { Comparison, Version } from '../../../shared/taskPanel/view';
import { actorName } from '../../words/actors';
import type { Facts } from './facts';

type Verdict = Facts['plans']['approvals'][number];
type Subject = Verdict['subject'];

export function versions(
  rows: readonly { version: number; actor: string; at: number }[],
  approvals: readonly Verdict[],
  of: Subject,
  /** It counts as approved, whatever a person has changed in it since. */
  isApproved = false,
): Version[] {
  const last = approvals.find(({ subject }) => subject === of);
  return rows.map(({ version, actor, at }) => {
    // Newest first: a verdict that came later counts.
    const verdict = approvals.find((approval) => approval.subject === of && approval.version === version);
    const isLater = isApproved && last !== undefined && last.verdict !== 'rejected' && version > last.version;
    return {
      version,
      by: actorName(actor),
      at,
      verdict: verdict ? verdictWords(verdict) : isLater ? changedSince(actor, last.version) : null,
    };
  });
}

/** A person's own change of an approved plan needs nobody's approval (rule O3). */
const changedSince = (actor: string, version: number): NonNullable<Version['verdict']> => ({
  approved: true,
  words: vscode.l10n.t('Counts as approved: {0} changed it after version {1} was approved', actorName(actor), version),
  reason: '',
});

function verdictWords({ verdict, actor, reason }: Verdict): NonNullable<Version['verdict']> {
  const words: Record<Verdict['verdict'], string> = {
    approved: vscode.l10n.t('Approved by {0}', actorName(actor)),
    rejected: vscode.l10n.t('Rejected by {0}', actorName(actor)),
    overridden: vscode.l10n.t('Completed anyway by {0}', actorName(actor)),
  };
  return { approved: verdict !== 'rejected', words: words[verdict], reason };
}

/** The newest verdict, if it was a rejection that no later one has made up for. */
export function rejectionOf(approvals: readonly Verdict[]): Verdict | undefined {
  const [latest] = approvals;
  return latest?.verdict === 'rejected' ? latest : undefined;
}

export const versionWords = ({ subject, version }: Pick<Verdict, 'subject' | 'version'>): string =>
  subject === 'plan'
    ? vscode.l10n.t('Version {0} of the plan', version)
    : vscode.l10n.t('Version {0} of the result', version);

/**
 * What a version is compared with: the one that somebody decided on last, the one that was approved last if that is another,
 * and without any the one right before.
 */
export function comparisons(approvals: readonly Verdict[], of: Subject, version: number): Comparison[] {
  const decided = approvals.filter((verdict) => verdict.subject === of && verdict.version < version);
  const newest = (among: readonly Verdict[]): Verdict | undefined =>
    among.reduce<Verdict | undefined>((best, each) => (best && best.version >= each.version ? best : each), undefined);
  const found = [newest(decided), newest(decided.filter(({ verdict }) => verdict !== 'rejected'))].filter(
    (verdict) => verdict !== undefined,
  );
  const each = [...new Map(found.map((verdict) => [verdict.version, verdict])).values()];
  if (each.length > 0) return each.map(comparison);
  return version > 1 ? [{ version: version - 1, words: vscode.l10n.t('nobody decided on it') }] : [];
}

const comparison = ({ version, verdict }: Verdict): Comparison => ({
  version,
  words: verdict === 'rejected' ? vscode.l10n.t('rejected') : vscode.l10n.t('approved'),
});
