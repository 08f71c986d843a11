import * as vscode from 'vscode';
import { Problem } from '../../../domain/problem';
import { serverCommand } from '../../agents/configurations';
import { withServer } from '../../agents/mcpJson';
import { reached } from '../../milestones';
import { chooseStore } from '../chooseStore';
import type { CommandServices } from '../services';

/** Writes through the editor, so that undo works and a file that is open and unsaved keeps what is in it. */
export async function addToMcpJson({ stores, launcher }: CommandServices): Promise<void> {
  const store = await chooseStore(stores, vscode.l10n.t('Add Task Orchestrator to .mcp.json'));
  if (!store) return;
  store.assertTrusted();
  const uri = vscode.Uri.joinPath(store.folder.uri, '.mcp.json');
  const create = new vscode.WorkspaceEdit();
  create.createFile(uri, { ignoreIfExists: true });
  await vscode.workspace.applyEdit(create);
  const document = await vscode.workspace.openTextDocument(uri);
  const server = serverCommand(await launcher.install(), store.folder.uri.fsPath);
  const text = withServer(document.getText(), server);
  await vscode.window.showTextDocument(document);
  if (text === undefined) throw notJson();
  const whole = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, whole, text);
  await vscode.workspace.applyEdit(edit);
  await document.save();
  reached('connected');
}

const notJson = (): Problem =>
  new Problem(
    'invalid_input',
    vscode.l10n.t('.mcp.json cannot be read as JSON, so it was left as it is.'),
    vscode.l10n.t('Correct it, then try again.'),
  );
