import * as vscode from 'vscode';
import { PHASES } from '../../domain/task/phase';
import type { TaskRow } from '../../orchestrator/registry';
import type { FolderStore } from '../folderStore';
import { countNeeds, needGroups } from '../needGroups';
import { claimed, needsYou } from '../words/glance';
import { inert } from '../words/inertMarkdown';
import { phaseMeaning, phaseWords } from '../words/phases';
import { inWords } from '../words/task';
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
    const meaning = phaseMeaning(phase);
    const number = `${phaseWords(phase)}: ${count.toLocaleString()}`;
    return count === 0 ? [] : [meaning === undefined ? number : `${number} (${meaning.replace(/\.$/, '')})`];
  });
  const waiting = needGroups.map(({ name, tasks }) => counted(name(), tasks(needs)));
  const glance = [needsYou(countNeeds(needs)), ...(working.total > 0 ? [claimed(working.total)] : [])];
  return lines(
    `# ${vscode.l10n.t('Status')}`,
    '',
    numbers.length === 0 ? vscode.l10n.t('There are no tasks yet.') : bullets(glance),
    part(vscode.l10n.t('Steps'), bullets(numbers)),
    ...waiting,
    counted(vscode.l10n.t('Claimed'), working.rows, working.total),
    part(vscode.l10n.t('Next'), taskLines(next.rows)),
  );
}

const counted = (name: string, tasks: readonly TaskRow[], total = tasks.length): string | null =>
  part(`${name} (${total.toLocaleString()})`, taskLines(tasks));

const taskLines = (tasks: readonly TaskRow[]): string =>
  bullets(tasks.map((task) => inert(`${task.title}: ${inWords(task)}`)));
