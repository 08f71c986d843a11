import * as vscode from 'vscode';
import type { Version } from '../../../shared/taskPanel/view';
import { actorName } from '../../words/actors';
import type { Facts } from './facts';

type Verdict = Facts['plans']['approvals'][number];
type Subject = Verdict['subject'];

export function versions(
  rows: readonly { version: number; actor: string; at: number }[],
  approvals: readonly Verdict[],
  of: Subject,
): Version[] {
  return rows.map(({ version, actor, at }) => {
    // Newest first: a verdict that came later counts.
    const verdict = approvals.find((approval) => approval.subject === of && approval.version === version);
    return { version, by: actorName(actor), at, verdict: verdict ? verdictWords(verdict) : null };
  });
}

function verdictWords({ verdict, actor, reason }: Verdict): NonNullable<Version['verdict']> {
  const words: Record<Verdict['verdict'], string> = {
    approved: vscode.l10n.t('Approved by {0}', actorName(actor)),
    rejected: vscode.l10n.t('Rejected by {0}', actorName(actor)),
    overridden: vscode.l10n.t('Completed anyway by {0}', actorName(actor)),
  };
  return { approved: verdict !== 'rejected', words: words[verdict], reason };
}

/** The last version before one that somebody decided on; without any, the one right before. */
export function versionToCompare(approvals: readonly Verdict[], of: Subject, version: number): number | null {
  const decided = approvals
    .filter((approval) => approval.subject === of && approval.version < version)
    .map((approval) => approval.version);
  return decided.length > 0 ? Math.max(...decided) : version > 1 ? version - 1 : null;
}
