import * as vscode from 'vscode';
import type { TaskRow, WaitedFor } from '../../../orchestrator/registry';
import type { Progress, Standing, TaskLink } from '../../../shared/taskPanel/view';
import { lookOf } from '../../tasks/standing';
import type { Mark } from '../../words/evidence';
import { taskProgress } from '../../words/progress';
import { stateWords } from '../../words/states';

export function standing(task: TaskRow, waitsFor?: WaitedFor): Standing {
  const { icon, color = null } = lookOf(task);
  return { icon, color, words: stateWords(task, waitsFor) };
}

export const shownMark = ({ icon, color, words }: Mark): Standing => ({ icon, color: color ?? null, words });

export function progress(task: TaskRow): Progress | null {
  const words = taskProgress(task);
  return words === null ? null : { done: task.leavesDone, total: task.leaves, words };
}

/** Another task, as a line that leads to its panel. */
export function link(task: TaskRow, waitsFor: WaitedFor | undefined, note = ''): TaskLink {
  const steps = progress(task);
  const counted = steps && vscode.l10n.t('{0} of {1}', steps.done, steps.total);
  return {
    id: task.id,
    title: task.title,
    standing: standing(task, waitsFor),
    note: [counted, note].filter((part) => part !== null && part !== '').join(' · '),
  };
}
