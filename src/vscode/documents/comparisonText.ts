import * as vscode from 'vscode';
import type { QueryOutput } from '../../orchestrator/registry';
import { checkpointWords } from '../words/checkpoints';
import { dateAndTime } from '../words/times';
import { bullets, lines, plain } from './markdown';

/** What differs between two checkpoints, or between one and now. */
export function comparisonText({ from, to, differences, files }: QueryOutput<'checkpoint.compare'>): string {
  const later = to === null ? vscode.l10n.t('now') : `${checkpointWords(to.name)}, ${dateAndTime(to.at)}`;
  const all = [...differenceLines(differences), ...files.map(fileLine)];
  return lines(
    `# ${checkpointWords(from.name)}, ${dateAndTime(from.at)} → ${later}`,
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

/** What each step writes into its checkpoint by itself; a checkpoint that somebody named has nothing to compare it with. */
const WRITTEN_BY_STEPS = new Set(['data.plan', 'data.result', 'data.attempt']);

type Difference = QueryOutput<'checkpoint.compare'>['differences'][number];

export const differenceLines = (differences: readonly Difference[]): string[] =>
  differences
    .filter(({ field, before, after }) => !WRITTEN_BY_STEPS.has(field) || (isThere(before) && isThere(after)))
    .map(({ field, before, after }) => `${field.replace(/^data\./, '')}: ${valueWords(before)} → ${valueWords(after)}`);

const isThere = (value: unknown): boolean => value !== null && value !== undefined;

const valueWords = (value: unknown): string => (isThere(value) ? plain(value) : vscode.l10n.t('nothing'));
