import * as vscode from 'vscode';
import { Problem } from '../../../domain/problem';

/** As an editor has it, saved or not. `undefined`: there is no such file. */
export async function textIn(uri: vscode.Uri): Promise<string | undefined> {
  try {
    await vscode.workspace.fs.stat(uri);
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
  return (await vscode.workspace.openTextDocument(uri)).getText();
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
