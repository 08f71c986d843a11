import * as vscode from 'vscode';
import type { QueryOutput } from '../../../orchestrator/registry';
import type { Detail } from '../../../shared/taskPanel/view';
import { fieldValue, fieldWords, isWrittenBySteps } from '../../words/checkpointFields';
import { byPath } from '../../words/pathOrder';
import { shortened } from '../../words/plainText';
import { capped, present } from './details';

const MOST_FIELDS = 12;
const LONGEST = 400;

/** What whoever made a checkpoint has written into it, under their own names, and the files that it knows. */
export function checkpointHolds({ data, files }: QueryOutput<'checkpoint.list'>['rows'][number]): Detail[] {
  const written = Object.entries(fieldsOf(data))
    .filter(([name]) => !isWrittenBySteps(name))
    .slice(0, MOST_FIELDS)
    .map(([name, value]): Detail => ({ name: fieldWords(name), kind: 'text', ...capped(lines(value)) }));
  const paths = filesIn(files).sort(byPath);
  return present([...written, { name: vscode.l10n.t('Files'), kind: 'file', ...capped(paths) }]);
}

const fieldsOf = (data: unknown): object =>
  typeof data === 'object' && data !== null && !Array.isArray(data) ? data : { [vscode.l10n.t('Written')]: data };

const lines = (value: unknown): string[] => {
  const each: unknown[] = Array.isArray(value) ? value : [value];
  return [...new Set(each.map(plainly).filter((line) => line !== ''))];
};

const plainly = (value: unknown): string => shortened(fieldValue(value), LONGEST);

/** Those that are there; what was to be gone has nothing to open. */
const filesIn = (files: unknown): string[] =>
  Array.isArray(files)
    ? files.flatMap(({ path, expected }: { path?: unknown; expected?: unknown }) =>
        typeof path === 'string' && expected !== 'absent' ? [path] : [],
      )
    : [];
