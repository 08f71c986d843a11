import * as vscode from 'vscode';
import { visibleCheck } from '../../../domain/evidence/checkText';
import { parseGlob } from '../../../domain/evidence/glob';
import type { Approval, Detail } from '../../../shared/taskPanel/view';
import { actorName } from '../../words/actors';
import { capped, changedFiles, pathsChanged, present, steps, text, verification } from './details';
import type { Facts } from './facts';
import { comparisons, rejectionOf } from './versions';

const MOST_NAMED = 3;

/**
 * The plan itself stands in the card, and names the steps with their files and checks where it was made of these; what is
 * below it is only what the plan does not say.
 */
export function planApproval(facts: Facts): Approval | null {
  const { shown, plans } = facts;
  const { plan } = shown;
  if (!plan) return null;
  return {
    kind: 'approval',
    subject: 'plan',
    version: plan.version,
    comparisons: comparisons(plans.approvals, 'plan', plan.version),
    heading: vscode.l10n.t('Version {0} of the plan waits for you.', plan.version),
    by: actorName(plan.actor),
    at: plan.at,
    lastRejection: lastRejection(facts),
    details: present([
      besides(plan.body, steps(facts), ({ title }) => title, facts),
      expectedFiles(facts),
      allowedChecks(facts),
      risks(facts, 'plan'),
    ]),
  };
}

export function resultApproval(facts: Facts): Approval | null {
  const { result } = facts.shown;
  if (!result) return null;
  const said = `${result.summary}\n${result.detail}`;
  const changed = pathsChanged(facts);
  return {
    kind: 'approval',
    subject: 'result',
    version: result.version,
    comparisons: comparisons(facts.plans.approvals, 'result', result.version),
    heading: vscode.l10n.t('Version {0} of the result waits for you.', result.version),
    by: actorName(result.actor),
    at: result.at,
    lastRejection: lastRejection(facts),
    details: present([
      besides(said, steps(facts), ({ title }) => title, facts),
      verification(facts),
      changed.every((path) => said.includes(path)) ? text('') : changedFiles(facts),
      expectedFiles(facts),
      allowedChecks(facts),
      risks(facts, 'result'),
    ]),
  };
}

/** Steps are listed unless the text above names them all. */
function besides(
  said: string,
  listed: Detail,
  nameOf: (row: Facts['children']['rows'][number]) => string,
  { children }: Facts,
): Detail {
  return children.rows.every((row) => said.includes(nameOf(row))) ? text('') : listed;
}

function lastRejection({ plans }: Facts): Approval['lastRejection'] {
  const verdict = rejectionOf(plans.approvals);
  return verdict ? { by: actorName(verdict.actor), reason: verdict.reason } : null;
}

const expectedFiles = ({ shown: { files } }: Facts): Detail => ({
  name: vscode.l10n.t('Expected files'),
  kind: 'code',
  ...capped(files),
});

/** Those that wait have a card of their own. */
function allowedChecks({ evidence: { checks } }: Facts): Detail {
  const allowed = checks.filter(({ approved }) => approved !== null).map(({ command }) => visibleCheck(command));
  return { name: vscode.l10n.t('Checks, approved'), kind: 'code', ...capped(allowed) };
}

/** What somebody who approves takes upon them, as far as it can be told from what is known. */
function risks(facts: Facts, subject: Approval['subject']): Detail {
  const { shown, evidence } = facts;
  const unexpected = subject === 'result' ? beyondExpected(shown.files, pathsChanged(facts)) : [];
  const open = evidence.checks.filter(({ approved }) => approved === null).length;
  const isUnproven = shown.files.length === 0 && evidence.checks.length === 0 && evidence.evidence !== 'verified';
  return text(
    vscode.l10n.t('Worth a look'),
    ...(unexpected.length > 0 ? [vscode.l10n.t('Changed without being expected: {0}', named(unexpected))] : []),
    ...(open === 1 ? [vscode.l10n.t('A check is not approved, so it is not run.')] : []),
    ...(open > 1 ? [vscode.l10n.t('{0} checks are not approved, so they are not run.', open)] : []),
    ...(isUnproven && shown.task.children === 0
      ? [vscode.l10n.t('No files are expected and there is no check: nothing but its word will say that it is done.')]
      : []),
  );
}

function beyondExpected(expected: readonly string[], changed: readonly string[]): string[] {
  if (expected.length === 0) return [];
  const globs = expected.flatMap((pattern) => parseGlob(pattern) ?? []);
  return changed.filter((path) => !globs.some(({ matches }) => matches(path)));
}

function named(paths: readonly string[]): string {
  const shown = paths.slice(0, MOST_NAMED).join(', ');
  const left = paths.length - MOST_NAMED;
  return left > 0 ? vscode.l10n.t('{0} and {1} more', shown, left) : shown;
}
