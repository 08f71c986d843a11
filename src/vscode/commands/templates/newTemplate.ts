import * as vscode from 'vscode';
import { askText } from '../../ask/text';
import type { Answer, Place } from '../../ask/walk';
import type { FolderStore } from '../../folderStore';
import { fileName } from './files';

/** Names that can be files on every system. */
const FILE_NAME = /^[a-z0-9][a-z0-9_-]{0,63}$/;

export function problemWithFileName(name: string): string | undefined {
  return FILE_NAME.test(name.trim())
    ? undefined
    : vscode.l10n.t('Use lower-case letters, digits, - and _, at most 64 characters.');
}

/** A file name made of words; empty when they have none of its letters. */
export const fileNameOf = (words: string): string =>
  (
    words
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? []
  )
    .join('-')
    .slice(0, 64)
    .replace(/-+$/, '');

/** Also by a file that has a mistake. */
export async function isTaken(store: FolderStore, name: string): Promise<boolean> {
  const { rows, problems } = await store.files('templates.list', {});
  return rows.some(({ id }) => id === name) || problems.some(({ file }) => fileName(file) === `${name}.yaml`);
}

/** Asks for the name of a template file that is not there yet. */
export function askFileName(place: Place, store: FolderStore): Promise<Answer<string>> {
  return askText(place, {
    prompt: vscode.l10n.t('What is the file of the new template called?'),
    placeholder: 'new-feature',
    mistake: problemWithFileName,
    check: async (name) =>
      (await isTaken(store, name)) ? vscode.l10n.t('There is a template of this name already.') : undefined,
  });
}
