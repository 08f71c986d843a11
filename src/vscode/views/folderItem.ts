import * as vscode from 'vscode';
import type { FolderNode } from './taskNodes';

export function folderItem({ store }: FolderNode): vscode.TreeItem {
  const { status, folder } = store;
  const item = new vscode.TreeItem(folder.name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = folder.uri.toString();
  item.iconPath = vscode.ThemeIcon.Folder;
  item.resourceUri = folder.uri;
  if (status.state === 'problem') {
    item.collapsibleState = vscode.TreeItemCollapsibleState.None;
    item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground'));
    item.description = vscode.l10n.t('The task store cannot be opened');
    item.tooltip = `${status.problem.message}\n${status.problem.remedy}`;
  } else if (status.state === 'absent') {
    item.collapsibleState = vscode.TreeItemCollapsibleState.None;
    item.description = vscode.l10n.t('No tasks yet');
  }
  return item;
}
