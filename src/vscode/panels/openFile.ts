import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { workspacePath } from '../../domain/evidence/workspacePath';
import { Problem } from '../../domain/problem';

/**
 * Opens a file that a page names. Its path came from an agent: only one that lies inside of the folder is opened, also where
 * links lead, and nothing is made (rule Y9).
 */
export async function openFile(folder: vscode.Uri, text: string, line?: number): Promise<void> {
  const checked = workspacePath(text);
  if ('mistake' in checked) throw notThere(text);
  const uri = vscode.Uri.joinPath(folder, checked.path);
  if (!(await isInside(folder, uri))) throw notThere(checked.path);
  const at = new vscode.Position(Math.max(0, (line ?? 1) - 1), 0);
  const options = line === undefined ? {} : { selection: new vscode.Range(at, at) };
  await vscode.commands.executeCommand('vscode.open', uri, options);
}

/** It is there, and in the folder. */
async function isInside(folder: vscode.Uri, uri: vscode.Uri): Promise<boolean> {
  try {
    const [outer, inner] = await Promise.all([realpath(folder.fsPath), realpath(uri.fsPath)]);
    const way = relative(outer, inner);
    return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  } catch {
    return false;
  }
}

const notThere = (path: string): Problem =>
  new Problem(
    'not_found',
    vscode.l10n.t('{0} is not a file of this folder now.', path),
    vscode.l10n.t('It may have been moved or deleted.'),
  );
