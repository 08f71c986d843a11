import * as vscode from 'vscode';
import type { TaskView } from '../../../shared/taskPanel/view';
import { actorName } from '../../words/actors';
import { offersFor } from '../acts';
import { evidence } from './evidence';
import { expected } from './expected';
import type { Facts } from './facts';
import { needs } from './needs';
import { overview } from './overview';
import { checkpointPage, eventPage, filePage } from './rows';
import { progress, standing } from './standing';
import { unsoundStanding } from './unsound';
import { versions } from './versions';

/** What is not in the store but counts for the view. */
export interface Surroundings {
  readonly folder: string;
  readonly folderName: string | null;
  readonly readOnly: boolean;
}

/** One task as its panel shows it; the same facts give the same view. */
export function taskView(facts: Facts, surroundings: Surroundings): TaskView {
  const { shown, plans, results, waitsFor } = facts;
  const { task } = shown;
  const needed = needs(facts);
  // A card that is there says why, and the Files tab by whose word something is done; the line above does not say it as well.
  const isSaidBelow = needed.some(({ kind }) => kind === 'stopped') || facts.evidence.override !== null;
  const standsFor = isSaidBelow ? { ...task, stateReason: null } : task;
  return {
    ...surroundings,
    id: task.id,
    title: task.title,
    path: shown.path,
    standing: unsoundStanding(facts) ?? standing(standsFor, waitsFor[task.id]),
    facts: headerFacts(facts),
    progress: progress(task),
    offers: offersFor(task, surroundings.readOnly),
    needs: needed,
    overview: overview(facts),
    plans: versions(plans.plans, plans.approvals, 'plan', isPlanApproved(task)),
    results: versions(results, plans.approvals, 'result'),
    checkpoints: checkpointPage(facts.checkpoints),
    expected: expected(facts),
    evidence: evidence(facts, surroundings.readOnly),
    files: filePage(facts.files),
    events: eventPage(facts.events),
  };
}

/** What a program changes in an approved plan is asked about again; until then, and after it, the plan holds. */
const isPlanApproved = ({ state }: Facts['shown']['task']): boolean =>
  state !== 'pending' && state !== 'planning' && state !== 'plan_awaiting_approval';

function headerFacts({ shown: { task, claim } }: Facts): string[] {
  return [
    task.role,
    claim && claim.attempt > 1 ? vscode.l10n.t('attempt {0}', claim.attempt) : null,
    task.claimed && task.actor !== null ? actorName(task.actor) : null,
    task.stream,
  ].filter((fact) => fact !== null);
}
