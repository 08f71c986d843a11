import * as vscode from 'vscode';
import { isFinished } from '../../../domain/task/phase';
import { isAwaiting } from '../../../domain/workflow/states';
import type { Detail, Note, Overview, Rejection, ResultText, TaskLink } from '../../../shared/taskPanel/view';
import { standingOf, type Standing } from '../../tasks/standing';
import { actorName } from '../../words/actors';
import { stateWords } from '../../words/states';
import { outcomeWords, priorityWords, stageWords } from '../../words/terms';
import { dateAndTime } from '../../words/times';
import { newestNote } from './details';
import type { Facts } from './facts';
import { childPage } from './rows';
import { link } from './standing';
import { rejectionOf, versionWords } from './versions';

export function overview(facts: Facts): Overview {
  const { shown, children } = facts;
  return {
    description: shown.description,
    context: shown.context,
    rejection: rejection(facts),
    result: resultText(shown.result),
    note: lastNote(facts),
    waitsFor: neighbourLinks(facts, shown.waitsFor),
    waitedForBy: neighbourLinks(facts, shown.waitedForBy).map((dependant) => withoutThisTask(facts, dependant)),
    children: childPage(children, facts.waitsFor),
    childCount: shown.task.children,
    details: details(shown),
  };
}

/** Why it came back: whoever goes on must know. The card of the next version says it otherwise, and what is done needs it no more. */
function rejection({ shown: { task }, plans }: Facts): Rejection | null {
  const verdict = rejectionOf(plans.approvals);
  if (!verdict || isAwaiting(task.state) || task.state === 'completed' || task.state === 'cancelled') return null;
  const { actor, reason, at } = verdict;
  return {
    heading: vscode.l10n.t('{0} was rejected by {1}', versionWords(verdict), actorName(actor)),
    reason,
    at,
  };
}

type Neighbour = Facts['shown']['waitsFor'][number];

const holds = ({ met, kind }: Neighbour): boolean => !met && kind !== 'related';

/** What still keeps somebody waiting comes first. */
const holdingFirst = (neighbours: readonly Neighbour[]): Neighbour[] => [
  ...neighbours.filter(holds),
  ...neighbours.filter((neighbour) => !holds(neighbour)),
];

const neighbourLinks = (facts: Facts, neighbours: readonly Neighbour[]): TaskLink[] =>
  holdingFirst(neighbours).flatMap((neighbour) => neighbourLink(facts, neighbour));

/** A task that was deleted stands for nothing that one could open. */
function neighbourLink({ others }: Facts, { task, waived, kind }: Neighbour): TaskLink[] {
  const other = others.get(task);
  if (!other) return [];
  const lead = (note: string): TaskLink[] => [link(other.task, other.waitsFor, note)];
  if (waived) return lead(vscode.l10n.t('waived by {0}: {1}', actorName(waived.actor), waived.reason));
  return lead(kind === 'related' ? vscode.l10n.t('related') : '');
}

/** Below “Needed by”, that it waits for the very task that one looks at is said already; what else it waits for is not. */
function withoutThisTask({ shown, others }: Facts, dependant: TaskLink): TaskLink {
  const isHeldHere = shown.waitedForBy.some((neighbour) => neighbour.task === dependant.id && holds(neighbour));
  const other = others.get(dependant.id);
  if (!isHeldHere || !other || standingOf(other.task) !== 'waits') return dependant;
  const besides = { ...other.task, unmet: other.task.unmet - 1 };
  if (besides.unmet > 0 && other.waitsFor?.title !== shown.task.title) return dependant;
  const words = besides.unmet === 0 ? '' : stateWords(besides);
  return { ...dependant, standing: { ...dependant.standing, words } };
}

const STOPPED: ReadonlySet<Standing> = new Set(['interrupted', 'blocked', 'failed']);

/** What whoever works on it said last, as long as there is something to go on with. */
function lastNote(facts: Facts): Note | null {
  const { task } = facts.shown;
  // The card of work that has stopped says it.
  const isInCard = STOPPED.has(standingOf(task));
  const note = isInCard || isFinished(task) ? undefined : newestNote(facts);
  return note ? { text: note.text, by: actorName(note.actor), at: note.at } : null;
}

function resultText(result: Facts['shown']['result']): ResultText | null {
  if (!result) return null;
  const { version, outcome, summary, detail, actor, at } = result;
  return { version, outcome: outcomeWords(outcome), summary, detail, by: actorName(actor), at };
}

/** What is left to say about a task, without what nobody has set. */
function details({ task, effort, stages, files, checks }: Facts['shown']): Detail[] {
  const text = (name: string, ...values: (string | null)[]): Detail => ({
    name,
    values: values.filter((value): value is string => value !== null && value !== ''),
    kind: 'text',
  });
  const all: Detail[] = [
    text(vscode.l10n.t('Stream'), task.stream),
    text(vscode.l10n.t('Labels'), task.labels.join(', ')),
    text(vscode.l10n.t('Priority'), task.priority === 'normal' ? null : priorityWords(task.priority)),
    text(vscode.l10n.t('Effort'), effort),
    { name: vscode.l10n.t('Due'), values: task.dueAt === null ? [] : [dateAndTime(task.dueAt)], kind: 'date' },
    text(vscode.l10n.t('Stages'), stages.map(stageWords).join(', ')),
    { name: vscode.l10n.t('Expected files'), values: files, kind: 'file' },
    { name: vscode.l10n.t('Checks'), values: checks, kind: 'code' },
    { name: vscode.l10n.t('Created'), values: [dateAndTime(task.createdAt)], kind: 'date' },
  ];
  return all.filter(({ values }) => values.length > 0);
}
