import * as vscode from 'vscode';
import type { TaskRow, WaitedFor } from '../../orchestrator/registry';
import { standingOf } from '../tasks/standing';
import { actorName } from './actors';
import { shortProgress, taskProgress } from './progress';
import { stateWords } from './states';

/** What the icon says well enough for those who see it. */
const isSaidByIcon = (task: TaskRow): boolean => {
  const standing = standingOf(task);
  return standing === 'ready' || standing === 'steps' || (standing === 'completed' && task.evidence !== 'verified');
};

/** What stands behind a title in a row, of which a narrow view shows the beginning: what matters now, how far it is, whose it is. */
export function rowDescription(task: TaskRow, waitsFor?: WaitedFor): string {
  const { role, claimed, actor } = task;
  return [
    isSaidByIcon(task) ? null : stateWords(task, waitsFor),
    shortProgress(task),
    claimed && actor !== null ? actorName(actor) : null,
    role,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

/** The whole row as a sentence, for those who hear it. */
export const spoken = (task: TaskRow, waitsFor?: WaitedFor): string => `${task.title}, ${inWords(task, waitsFor)}`;

/** All that a row says of a task, where no icon says a part of it. */
export function inWords(task: TaskRow, waitsFor?: WaitedFor): string {
  const { role, claimed, actor } = task;
  return [role, stateWords(task, waitsFor), claimed && actor !== null ? actorName(actor) : null, taskProgress(task)]
    .filter((part) => part !== null)
    .join(', ');
}

export const taskCount = (count: number | string): string =>
  String(count) === '1' ? vscode.l10n.t('1 task') : vscode.l10n.t('{0} tasks', count);
