import { readlink, realpath } from 'node:fs/promises';
import * as vscode from 'vscode';
import { Problem } from '../../../domain/problem';

/** Far more than anybody writes into it. */
const LARGEST = 1 << 20;

/** As an editor has it, saved or not. `undefined`: there is no such file. */
export async function textIn(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    // To open a pipe might wait for ever; a link that leads nowhere is none either.
    if ((type & vscode.FileType.File) === 0) throw notAFile(uri);
    if (size > LARGEST) throw tooLarge(uri);
    return (await vscode.workspace.openTextDocument(uri)).getText();
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error instanceof Problem ? error : notRead(uri, error);
  }
}

/** Its path, and where it leads if it is a link: that is what will be written to. */
export async function placeOf({ fsPath }: vscode.Uri): Promise<string> {
  const link = await readlink(fsPath).catch(() => undefined);
  return link === undefined ? fsPath : vscode.l10n.t('{0}, a link to {1},', fsPath, await realpath(fsPath));
}

/** Through the editor, so that undo works and a file that is open and unsaved keeps what is in it. `undefined`: takes it away. */
export async function writeText(uri: vscode.Uri, text: string | undefined): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  if (text === undefined) edit.deleteFile(uri, { ignoreIfNotExists: true });
  else if ((await textIn(uri)) === undefined) edit.createFile(uri, { contents: Buffer.from(text) });
  else {
    const document = await vscode.workspace.openTextDocument(uri);
    edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  }
  if (!(await vscode.workspace.applyEdit(edit))) throw notWritten(uri);
  if (text !== undefined && !(await (await vscode.workspace.openTextDocument(uri)).save())) throw notWritten(uri);
}

const notWritten = ({ fsPath }: vscode.Uri): Problem =>
  new Problem(
    'not_possible',
    vscode.l10n.t('VS Code did not write {0}.', fsPath),
    vscode.l10n.t('Look whether it can be written, then try again.'),
  );

const notAFile = ({ fsPath }: vscode.Uri): Problem =>
  new Problem(
    'not_possible',
    vscode.l10n.t('{0} is not an ordinary file, so it was left as it is.', fsPath),
    vscode.l10n.t('Put a file in its place, or take it away, then try again.'),
  );

const tooLarge = ({ fsPath }: vscode.Uri): Problem =>
  new Problem(
    'not_possible',
    vscode.l10n.t('{0} is larger than 1 MB, so it was left as it is.', fsPath),
    vscode.l10n.t('Look what is in it, then try again.'),
  );

const notRead = ({ fsPath }: vscode.Uri, cause: unknown): Problem =>
  new Problem(
    'not_possible',
    vscode.l10n.t('VS Code cannot read {0}.', fsPath),
    vscode.l10n.t('Look whether it is text that you may read, then try again.'),
    { cause },
  );
