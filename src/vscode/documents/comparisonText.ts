import * as vscode from 'vscode';
import type { QueryOutput } from '../../orchestrator/registry';
import { dateAndTime } from '../words/times';
import { bullets, lines, plain } from './markdown';

/** What differs between two checkpoints, or between one and now. */
export function comparisonText({ from, to, differences, files }: QueryOutput<'checkpoint.compare'>): string {
  const later = to === null ? vscode.l10n.t('now') : `${to.name}, ${dateAndTime(to.at)}`;
  const all = [...differenceLines(differences), ...files.map(fileLine)];
  return lines(
    `# ${from.name}, ${dateAndTime(from.at)} → ${later}`,
    '',
    all.length === 0 ? vscode.l10n.t('Nothing differs.') : bullets(all),
  );
}

export const differenceLines = (differences: QueryOutput<'checkpoint.compare'>['differences']): string[] =>
  differences.map(({ field, before, after }) => `${field.replace(/^data\./, '')}: ${plain(before)} → ${plain(after)}`);

type FileDifference = QueryOutput<'checkpoint.compare'>['files'][number];

const fileLine = ({ path, before, after }: FileDifference): string =>
  `${path}: ${recordWords(before)} → ${recordWords(after)}`;

function recordWords(record: FileDifference['before']): string {
  if (record === null) return vscode.l10n.t('not recorded');
  if (record.expected === 'absent') return vscode.l10n.t('not there');
  if (record.expected === 'directory') return vscode.l10n.t('a folder');
  return record.hash === null ? vscode.l10n.t('a file of unknown content') : record.hash.slice(0, 8);
}
