import * as vscode from 'vscode';
import type { QueryOutput } from '../../orchestrator/registry';
import { checkpointWords } from '../words/checkpoints';
import { isState, plainState } from '../words/plainState';
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
    .map(({ field, before, after }) => `${fieldWords(field)}: ${valueWords(before)} → ${valueWords(after)}`);

/** What somebody gave a name of their own keeps it. */
function fieldWords(field: string): string {
  const words: Readonly<Record<string, string>> = {
    state: vscode.l10n.t('State'),
    'data.plan': vscode.l10n.t('Version of the plan'),
    'data.result': vscode.l10n.t('Version of the result'),
    'data.attempt': vscode.l10n.t('Attempts that came to nothing'),
    'data.reason': vscode.l10n.t('Reason'),
    'data.error': vscode.l10n.t('Error'),
    'data.outcome': vscode.l10n.t('Outcome'),
  };
  return words[field] ?? field.replace(/^data\./, '');
}

const isThere = (value: unknown): boolean => value !== null && value !== undefined;

function valueWords(value: unknown): string {
  if (!isThere(value)) return vscode.l10n.t('nothing');
  if (typeof value === 'string' && isState(value)) return plainState(value);
  const isError = typeof value === 'object' && value !== null && 'message' in value;
  return isError && typeof value.message === 'string' ? value.message : plain(value);
}
