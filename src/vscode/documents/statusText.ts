import * as vscode from 'vscode';
import { PHASES } from '../../domain/task/phase';
import type { TaskRow } from '../../orchestrator/registry';
import type { FolderStore } from '../folderStore';
import { needGroups } from '../needGroups';
import { phaseWords } from '../words/phases';
import { rowDescription } from '../words/task';
import { bullets, lines, part } from './markdown';

const MOST_NEXT = 10;

/** How everything stands, for a person: how much there is, what needs somebody, who works on what, what is next. */
export async function statusText(store: FolderStore): Promise<string> {
  const [{ counts }, needs, working, next] = await Promise.all([
    store.read('tree.counts', { filters: PHASES.map((phase) => ({ phases: [phase] })) }),
    store.read('task.attention', {}),
    store.read('task.working', {}),
    store.read('task.next', { limit: MOST_NEXT }),
  ]);
  const numbers = PHASES.flatMap((phase, index) => {
    const count = counts[index] ?? 0;
    return count === 0 ? [] : [`${phaseWords(phase)}: ${count.toLocaleString()}`];
  });
  const waiting = needGroups.map(({ name, tasks }) => part(name(), taskLines(tasks(needs))));
  return lines(
    `# ${vscode.l10n.t('Status')}`,
    '',
    numbers.length === 0 ? vscode.l10n.t('There are no tasks yet.') : bullets(numbers),
    ...waiting,
    part(vscode.l10n.t('At work'), taskLines(working.rows)),
    part(vscode.l10n.t('Next'), taskLines(next.rows)),
  );
}

const taskLines = (tasks: readonly TaskRow[]): string =>
  bullets(
    tasks.map((task) => {
      const description = rowDescription(task);
      return description === '' ? task.title : `${task.title}: ${description}`;
    }),
  );
