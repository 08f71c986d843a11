import * as vscode from 'vscode';
import type { Detail } from '../../../shared/taskPanel/view';
import { evidenceWords, reasonWords } from '../../words/evidence';
import { errorReported, leadsTo } from '../../words/events';
import { byPath } from '../../words/pathOrder';
import { shortened } from '../../words/plainText';
import { taskProgress } from '../../words/progress';
import { stateWords } from '../../words/states';
import { ago } from '../../words/times';
import type { Facts } from './facts';

const MOST_LISTED = 12;

export const text = (name: string, ...values: string[]): Detail => ({ name, values, kind: 'text' });

export const present = (details: readonly Detail[]): Detail[] => details.filter(({ values }) => values.length > 0);

/** A card is read before a decision; lists that are longer stand in the tabs. */
export function capped(values: readonly string[], total = values.length): Pick<Detail, 'values' | 'more'> {
  const shown = values.slice(0, MOST_LISTED);
  const left = total - shown.length;
  return left > 0 ? { values: shown, more: vscode.l10n.t('and {0} more', left) } : { values: shown };
}

export function steps({ shown: { task }, children, waitsFor }: Facts): Detail {
  if (task.children === 0) return text('');
  const listed = children.rows.map((row) => `${row.title}: ${stateWords(row, waitsFor[row.id])}`);
  const name = taskProgress(task) ?? vscode.l10n.t('Steps');
  return { name, kind: 'text', ...capped(listed, task.children) };
}

/** The newest note: what whoever worked on it said last. */
export function newestNote({ events }: Facts): { text: string; actor: string; at: number } | undefined {
  const note = events.rows.find(({ kind }) => kind === 'task.note');
  const { text: said } = (note?.after ?? {}) as { text?: unknown };
  return note && typeof said === 'string' ? { text: said, actor: note.actor, at: note.at } : undefined;
}

export function lastNote(facts: Facts): Detail {
  const note = newestNote(facts);
  return note ? text(vscode.l10n.t('Last note'), `${note.text} (${ago(note.at)})`) : text('');
}

const LONGEST_ERROR = 400;

/** The error that has stopped the work, as far as a card has room for it; all of it stands in the timeline. */
export function reportedError({ shown: { task }, events }: Facts): Detail {
  const error = errorReported(events.rows.find((event) => leadsTo(event, task.state))?.after) ?? '';
  return { name: vscode.l10n.t('Error'), kind: 'code', values: error === '' ? [] : [shortened(error, LONGEST_ERROR)] };
}

export const pathsChanged = ({ files }: Facts): string[] =>
  [...new Set(files.rows.filter(({ op }) => op !== 'read').map(({ path }) => path))].sort(byPath);

export const changedFiles = (facts: Facts): Detail => ({
  name: vscode.l10n.t('Files changed'),
  kind: 'file',
  ...capped(pathsChanged(facts)),
});

/** What the files and checks say, beside what whoever did it says. */
export function verification({ evidence: { evidence, verification: last } }: Facts): Detail {
  const mark = evidenceWords(evidence);
  const said = [mark?.words, reasonWords(last?.summary ?? '')].filter((part) => part !== undefined && part !== '');
  return text(vscode.l10n.t('Verification'), ...(mark ? [said.join(': ')] : []));
}

/** Where work has stopped, that nothing can be verified yet says nothing. */
export const whatFails = (facts: Facts): Detail[] =>
  facts.evidence.evidence === 'unverifiable' ? [] : [verification(facts)];
