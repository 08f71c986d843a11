import * as vscode from 'vscode';
import type { QueryOutput } from '../../orchestrator/registry';
import { actorName } from '../words/actors';
import { plainState } from '../words/plainState';
import { taskProgress } from '../words/progress';
import { stateWords } from '../words/states';
import type { Doubt } from '../words/doubt';
import { outcomeWords, priorityWords, stageWords } from '../words/terms';
import { dateAndTime } from '../words/times';
import { bullets, lines, part } from './markdown';

type Shown = QueryOutput<'task.show'>;

/** All about one task, on one page. `words` of where those around it stand. */
export function taskText(shown: Shown, doubt: Doubt | undefined, words: ReadonlyMap<string, string>): string {
  const { task, path, description, context, files, checks, plan, result } = shown;
  const related = shown.waitsFor.filter(({ kind }) => kind === 'related');
  const neighbour = (other: Neighbour): string => neighbourText(other, words.get(other.task));
  const dependant = (other: Neighbour): string =>
    other.met ? neighbour(other) : `${neighbour(other)}, ${vscode.l10n.t('still waiting')}`;
  const gates = shown.waitsFor.filter(({ kind }) => kind !== 'related');
  return lines(
    `# ${task.title}`,
    '',
    path.length === 0 ? null : `${path.map(({ title }) => title).join(' › ')}\n`,
    bullets(facts(shown, words.get(task.id))),
    doubt ? part(vscode.l10n.t('Why it is not verified'), `${doubt.why} ${doubt.next}`) : null,
    part(vscode.l10n.t('Description'), description),
    part(vscode.l10n.t('Context'), context),
    part(vscode.l10n.t('Waits for'), bullets(gates.filter(({ met }) => !met).map(neighbour))),
    part(vscode.l10n.t('Waits no longer for'), bullets(gates.filter(({ met }) => met).map(neighbour))),
    part(vscode.l10n.t('Related to'), bullets(related.map(neighbour))),
    part(vscode.l10n.t('Others wait for it'), bullets(shown.waitedForBy.map(dependant))),
    plan && part(vscode.l10n.t('Plan, version {0}', plan.version), `${byWhom(plan)}\n\n${plan.body}`),
    result &&
      part(
        vscode.l10n.t('Result, version {0}: {1}', result.version, outcomeWords(result.outcome)),
        [byWhom(result), result.summary, result.detail].filter((text) => text !== '').join('\n\n'),
      ),
    part(vscode.l10n.t('Expected files'), bullets(files)),
    part(vscode.l10n.t('Checks'), bullets(checks.map((check) => `\`${check}\``))),
  );
}

const byWhom = ({ actor, at }: { actor: string; at: number }): string =>
  vscode.l10n.t('By {0}, {1}', actorName(actor), dateAndTime(at));

function facts({ task, claim, effort, stages }: Shown, state = stateWords(task)): string[] {
  const fact = (name: string, value: string | null): string[] => (value === null ? [] : [`${name}: ${value}`]);
  const held =
    claim?.endedAt === null
      ? vscode.l10n.t(
          '{0}, attempt {1}, until {2}',
          actorName(claim.actor),
          claim.attempt,
          dateAndTime(claim.expiresAt),
        )
      : null;
  return [
    ...fact(vscode.l10n.t('State'), state),
    ...fact(vscode.l10n.t('Progress'), taskProgress(task)),
    ...fact(vscode.l10n.t('Worked on by'), held),
    ...fact(vscode.l10n.t('Role'), task.role),
    ...fact(vscode.l10n.t('Priority'), priorityWords(task.priority)),
    ...fact(vscode.l10n.t('Stream'), task.stream),
    ...fact(vscode.l10n.t('Labels'), task.labels.length === 0 ? null : task.labels.join(', ')),
    ...fact(vscode.l10n.t('Stages'), stages.length === 0 ? null : stages.map(stageWords).join(', ')),
    ...fact(vscode.l10n.t('Effort'), effort),
    ...fact(vscode.l10n.t('Due'), task.dueAt === null ? null : dateAndTime(task.dueAt)),
    ...fact(vscode.l10n.t('Tried again'), task.retryCount === 0 ? null : String(task.retryCount)),
    ...fact(vscode.l10n.t('Created'), dateAndTime(task.createdAt)),
    ...fact(vscode.l10n.t('Changed'), dateAndTime(task.updatedAt)),
    ...fact(vscode.l10n.t('Id'), `\`${task.id}\``),
  ];
}

type Neighbour = Shown['waitsFor'][number];

function neighbourText({ title, state, waived }: Neighbour, words = plainState(state)): string {
  const name = `${title}: ${words}`;
  return waived ? `${name}, ${vscode.l10n.t('waived by {0}: {1}', actorName(waived.actor), waived.reason)}` : name;
}
