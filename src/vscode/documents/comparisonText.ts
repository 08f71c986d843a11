import * as vscode from 'vscode';
import type { QueryOutput } from '../../orchestrator/registry';
import { dateAndTime } from '../words/times';
import { bullets, lines, plain } from './markdown';

/** What differs between two checkpoints, or between one and now. */
export function comparisonText({ from, to, differences }: QueryOutput<'checkpoint.compare'>): string {
  const later = to === null ? vscode.l10n.t('now') : `${to.name}, ${dateAndTime(to.at)}`;
  return lines(
    `# ${from.name}, ${dateAndTime(from.at)} → ${later}`,
    '',
    differences.length === 0 ? vscode.l10n.t('Nothing differs.') : bullets(differenceLines(differences)),
  );
}

export const differenceLines = (differences: QueryOutput<'checkpoint.compare'>['differences']): string[] =>
  differences.map(({ field, before, after }) => `${field.replace(/^data\./, '')}: ${plain(before)} → ${plain(after)}`);
