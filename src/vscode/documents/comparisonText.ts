import * as vscode from 'vscode';
import type { QueryOutput } from '../../orchestrator/registry';
import { fieldValue, fieldWords, isWrittenBySteps } from '../words/checkpointFields';
import { checkpointTitle } from '../words/checkpoints';
import { dateAndTime } from '../words/times';
import { bullets, lines, plain } from './markdown';

/** What differs between two checkpoints, or between one and now. */
export function comparisonText({ from, to, differences, files }: QueryOutput<'checkpoint.compare'>): string {
  const later = to === null ? vscode.l10n.t('now') : `${checkpointTitle(to)}, ${dateAndTime(to.at)}`;
  const all = [...differenceLines(differences), ...files.map(fileLine)];
  return lines(
    `# ${checkpointTitle(from)}, ${dateAndTime(from.at)} → ${later}`,
    '',
    all.length === 0 ? vscode.l10n.t('Nothing differs.') : bullets(all),
  );
}

function fileLine({ path, before, after }: QueryOutput<'checkpoint.compare'>['files'][number]): string {
  const name = plain(path);
  const isBefore = before !== null && before.expected !== 'absent';
  const isAfter = after !== null && after.expected !== 'absent';
  if (isBefore && isAfter) return vscode.l10n.t('{0} has changed', name);
  return isAfter ? vscode.l10n.t('{0} has come', name) : vscode.l10n.t('{0} has gone', name);
}

type Difference = QueryOutput<'checkpoint.compare'>['differences'][number];

/** A field is the state, or stands in the data of the checkpoint. */
export const differenceLines = (differences: readonly Difference[]): string[] =>
  differences.flatMap(({ field, before, after }) => {
    const name = field.replace(/^data\./, '');
    if (isWrittenBySteps(name) && !(isThere(before) && isThere(after))) return [];
    const label = field === 'state' ? vscode.l10n.t('State') : fieldWords(name);
    return [`${label}: ${valueWords(before)} → ${valueWords(after)}`];
  });

const isThere = (value: unknown): boolean => value !== null && value !== undefined;

const valueWords = (value: unknown): string => (isThere(value) ? plain(fieldValue(value)) : vscode.l10n.t('nothing'));
