import * as vscode from 'vscode';
import { visibleCheck } from '../../../domain/evidence/checkText';
import { SET_ASIDE } from '../../../domain/workflow/checkpoints';
import type { Needs, Stopped } from '../../../shared/taskPanel/view';
import type { Act } from '../../../shared/taskPanel/messages';
import { lookOf, standingOf } from '../../tasks/standing';
import { waitingChecks } from '../../tasks/acts';
import { actorName } from '../../words/actors';
import { nextWords } from '../../words/next';
import { checkpointWords } from '../../words/checkpoints';
import { ago } from '../../words/times';
import { planApproval, resultApproval } from './approval';
import { changedFiles, lastNote, present, reportedError, steps, whatFails } from './details';
import type { Facts } from './facts';
import { unsoundCard } from './unsound';

/** What a person is to do or to decide about a task now, the most urgent first. */
export const needs = (facts: Facts): Needs[] =>
  [whereItStands(facts), openChecks(facts)].filter((need) => need !== null);

function whereItStands(facts: Facts): Needs | null {
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
      return unsoundCard(facts);
  }
}

/** Commands that nobody may run yet, once work has begun: exactly as they would be run (rule G8). */
function openChecks({ shown: { task }, evidence: { checks } }: Facts): Stopped | null {
  const open = checks.filter(({ approved }) => approved === null).map(({ command }) => visibleCheck(command));
  if (!waitingChecks(task) || open.length === 0) return null;
  return {
    kind: 'stopped',
    icon: 'shield',
    color: 'charts.yellow',
    heading:
      open.length === 1
        ? vscode.l10n.t('A check waits for your approval.')
        : vscode.l10n.t('{0} checks wait for your approval.', open.length),
    text: vscode.l10n.t(
      'What you approve is run on this machine to show whether the task is done. Nothing runs before.',
    ),
    details: [{ name: vscode.l10n.t('Commands'), values: open, kind: 'code' }],
    next: '',
    acts: ['allowOpenChecks'],
  };
}

function stopped(facts: Facts, heading: string, acts: readonly Act[]): Stopped {
  const { task } = facts.shown;
  const { icon, color = null } = lookOf(task);
  return {
    kind: 'stopped',
    icon,
    color,
    heading,
    text: task.stateReason ?? '',
    details: present([reportedError(facts), steps(facts), lastNote(facts), ...whatFails(facts), changedFiles(facts)]),
    next: nextWords(task),
    acts,
  };
}

function interruptedHeading({ shown, checkpoints }: Facts): string {
  const { claim, task } = shown;
  const who = actorName(claim?.actor ?? task.actor ?? 'system');
  const last = checkpoints.rows.find(({ name }) => name !== SET_ASIDE);
  const when = ago(claim?.endedAt ?? task.updatedAt);
  return last
    ? vscode.l10n.t('The work of {0} stopped {1}, after “{2}”.', who, when, checkpointWords(last.name))
    : vscode.l10n.t('The work of {0} stopped {1}.', who, when);
}
