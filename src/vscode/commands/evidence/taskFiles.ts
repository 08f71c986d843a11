import * as vscode from 'vscode';
import { Problem } from '../../../domain/problem';
import { askSeveral, type Choice } from '../../ask/pick';
import type { Answer, Place } from '../../ask/walk';
import type { QueryOutput, TaskRow } from '../../../orchestrator/registry';
import type { FolderStore } from '../../folderStore';
import { fileResultWords } from '../../words/evidence';
import { byPath } from '../../words/pathOrder';

export type TaskFile = QueryOutput<'task.evidence'>['files'][number];

/** Files that a task answers for now, in their order; those that a later task has changed are that one's. */
export async function filesOf(store: FolderStore, { id, title }: TaskRow): Promise<TaskFile[]> {
  const { files } = await store.read('task.evidence', { task: id });
  const own = files.filter(({ supersededBy }) => supersededBy === null).sort((a, b) => byPath(a.path, b.path));
  if (own.length > 0) return own;
  throw noFiles(title);
}

const noFiles = (title: string): Problem =>
  new Problem(
    'not_found',
    vscode.l10n.t('“{0}” answers for no files.', title),
    vscode.l10n.t('Files come to a task when its worker claims them, or with Assign Unattributed Changes.'),
  );

/** Where nothing is recorded, all of it being as recorded would be no news. */
export function nothingRecorded(
  title: string,
  { paths, checkpoint }: { readonly paths?: readonly string[]; readonly checkpoint?: number },
): Problem {
  if (paths !== undefined)
    return new Problem(
      'not_found',
      vscode.l10n.t('“{0}” has recorded nothing of {1}.', title, paths.join(', ')),
      vscode.l10n.t('Show Task lists the files that it answers for.'),
    );
  if (checkpoint === undefined) return noFiles(title);
  return new Problem(
    'not_found',
    vscode.l10n.t('“{0}” had recorded no files by then.', title),
    vscode.l10n.t('Choose a later checkpoint, or “As last recorded”.'),
  );
}

export const fileChoice = ({ path, status }: TaskFile): Choice<string> => ({
  label: path,
  description: status === null ? '' : fileResultWords(status).words,
  value: path,
});

/** Some of a task's files; those that are not as recorded are ticked and come first. */
export async function askFiles(
  place: Place,
  store: FolderStore,
  task: TaskRow,
  placeholder: string,
): Promise<Answer<string[]>> {
  const isWrong = ({ status }: TaskFile): boolean => status !== null && status !== 'verified';
  const files = await filesOf(store, task);
  const wrong = new Set(files.filter(isWrong).map(({ path }) => path));
  const sorted = [...files].sort((a, b) => Number(isWrong(b)) - Number(isWrong(a)));
  return askSeveral(place, placeholder, sorted.map(fileChoice), (path) => wrong.has(path));
}
