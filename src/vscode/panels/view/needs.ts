import * as vscode from 'vscode';
import type { Approval, Detail, Needs, Stopped } from '../../../shared/taskPanel/view';
import type { Act } from '../../../shared/taskPanel/messages';
import { hasOpenChecks } from '../../tasks/acts';
import { looks, standingOf } from '../../tasks/standing';
import { actorName } from '../../words/actors';
import { evidenceWords, reasonWords } from '../../words/evidence';
import { nextWords } from '../../words/next';
import { checkpointWords } from '../../words/checkpoints';
import { plainState } from '../../words/plainState';
import { ago } from '../../words/times';
import type { Facts } from './facts';
import { versionToCompare } from './versions';

const MOST_LISTED = 12;

/** What a person is to do or to decide about a task now, if anything. */
export function needs(facts: Facts): Needs | null {
  const { task } = facts.shown;
  switch (standingOf(task)) {
    case 'plan_awaiting_approval':
      return planApproval(facts);
    case 'implementation_awaiting_approval':
      return resultApproval(facts);
    case 'interrupted':
      return stopped(facts, interruptedHeading(facts), ['resume', 'handToAgent']);
    case 'blocked':
      return stopped(facts, vscode.l10n.t('It was blocked {0}.', ago(task.stateAt)), ['unblock']);
    case 'failed':
      return stopped(facts, vscode.l10n.t('It failed {0}.', ago(task.stateAt)), ['retry']);
    default:
      return openChecks(facts);
  }
}

/** Commands that nobody may run yet, once work has begun: exactly as they would be run (rule G8). */
function openChecks({ shown: { task }, evidence: { checks } }: Facts): Stopped | null {
  const open = checks.filter(({ approved }) => approved === null).map(({ command }) => command);
  if (!hasOpenChecks(task) || open.length === 0) return null;
  return {
    kind: 'stopped',
    icon: 'shield',
    color: 'charts.yellow',
    heading:
      open.length === 1
        ? vscode.l10n.t('A check waits for your approval.')
        : vscode.l10n.t('{0} checks wait for your approval.', open.length),
    text: '',
    details: [{ name: vscode.l10n.t('Commands'), values: open, kind: 'code' }],
    next: '',
    acts: ['allowChecks'],
  };
}

function planApproval(facts: Facts): Approval | null {
  const { shown, plans } = facts;
  const { plan } = shown;
  if (!plan) return null;
  return {
    kind: 'approval',
    subject: 'plan',
    version: plan.version,
    against: versionToCompare(plans.approvals, 'plan', plan.version),
    heading: vscode.l10n.t('Version {0} of the plan waits for you.', plan.version),
    by: actorName(plan.actor),
    at: plan.at,
    lastRejection: lastRejection(facts, 'plan'),
    details: present([steps(facts), ...expected(facts, vscode.l10n.t('Checks, approved separately'))]),
  };
}

function resultApproval(facts: Facts): Approval | null {
  const { result } = facts.shown;
  if (!result) return null;
  return {
    kind: 'approval',
    subject: 'result',
    version: result.version,
    against: versionToCompare(facts.plans.approvals, 'result', result.version),
    heading: vscode.l10n.t('Version {0} of the result waits for you.', result.version),
    by: actorName(result.actor),
    at: result.at,
    lastRejection: lastRejection(facts, 'result'),
    details: present([steps(facts), verification(facts), changedFiles(facts), ...expected(facts)]),
  };
}

function lastRejection({ plans }: Facts, subject: 'plan' | 'result'): string | null {
  const verdict = plans.approvals.find((approval) => approval.subject === subject);
  return verdict?.verdict === 'rejected' ? `${actorName(verdict.actor)}: ${verdict.reason}` : null;
}

function stopped(facts: Facts, heading: string, acts: readonly Act[]): Stopped {
  const { task } = facts.shown;
  const { icon, color = null } = looks[standingOf(task)];
  return {
    kind: 'stopped',
    icon,
    color,
    heading,
    text: task.stateReason ?? '',
    details: present([steps(facts), lastNote(facts), ...whatFails(facts), changedFiles(facts)]),
    next: nextWords(task),
    acts,
  };
}

function interruptedHeading({ shown, checkpoints }: Facts): string {
  const { claim, task } = shown;
  const who = actorName(claim?.actor ?? task.actor ?? 'system');
  const last = checkpoints.rows[0];
  const when = ago(claim?.endedAt ?? task.updatedAt);
  return last
    ? vscode.l10n.t('The work of {0} stopped {1}, after “{2}”.', who, when, checkpointWords(last.name))
    : vscode.l10n.t('The work of {0} stopped {1}.', who, when);
}

const text = (name: string, ...values: string[]): Detail => ({ name, values, kind: 'text' });

function steps({ shown: { task }, children }: Facts): Detail {
  if (task.children === 0) return text('');
  const listed = children.rows.map(({ title, state }) => `${title}: ${plainState(state)}`);
  const name = vscode.l10n.t('{0} of {1} steps done', task.leavesDone, task.leaves);
  return { name, kind: 'text', ...capped(listed, task.children) };
}

/** The newest note: what whoever worked on it said last. */
function lastNote({ events }: Facts): Detail {
  const note = events.rows.find(({ kind }) => kind === 'task.note');
  const { text: said } = (note?.after ?? {}) as { text?: unknown };
  return note && typeof said === 'string' ? text(vscode.l10n.t('Last note'), `${said} (${ago(note.at)})`) : text('');
}

function changedFiles({ files }: Facts): Detail {
  const paths = [...new Set(files.rows.filter(({ op }) => op !== 'read').map(({ path }) => path))];
  return { name: vscode.l10n.t('Files changed'), kind: 'file', ...capped(paths) };
}

/** What the files and checks say, beside what whoever did it says. */
function verification({ evidence: { evidence, verification: last } }: Facts): Detail {
  const mark = evidenceWords(evidence);
  const said = [mark?.words, reasonWords(last?.summary ?? '')].filter((part) => part !== undefined && part !== '');
  return text(vscode.l10n.t('Verification'), ...(mark ? [said.join(': ')] : []));
}

/** Where work has stopped, that nothing can be verified yet says nothing. */
const whatFails = (facts: Facts): Detail[] => (facts.evidence.evidence === 'unverifiable' ? [] : [verification(facts)]);

const expected = ({ shown: { files, checks } }: Facts, checksName = vscode.l10n.t('Checks')): Detail[] => [
  { name: vscode.l10n.t('Expected files'), kind: 'code', ...capped(files) },
  { name: checksName, kind: 'code', ...capped(checks) },
];

/** A card is read before a decision; lists that are longer stand in the tabs. */
function capped(values: readonly string[], total = values.length): Pick<Detail, 'values' | 'more'> {
  const shown = values.slice(0, MOST_LISTED);
  const left = total - shown.length;
  return left > 0 ? { values: shown, more: vscode.l10n.t('and {0} more', left) } : { values: shown };
}

const present = (details: readonly Detail[]): Detail[] => details.filter(({ values }) => values.length > 0);
