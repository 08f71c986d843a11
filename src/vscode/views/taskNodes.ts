import * as vscode from 'vscode';
import type { TaskRow } from '../../orchestrator/registry';
import type { FolderStore } from '../folderStore';

/** What the Tasks view shows, as data, and how it is turned into rows. */
export type TaskNode = FolderNode | TaskLeaf;

/** A workspace folder, shown only where a workspace has several. */
export interface FolderNode {
  readonly kind: 'folder';
  readonly store: FolderStore;
}

export interface TaskLeaf {
  readonly kind: 'task';
  readonly store: FolderStore;
  readonly task: TaskRow;
}

export function toTreeItem(node: TaskNode): vscode.TreeItem {
  return node.kind === 'folder' ? folderItem(node) : taskItem(node);
}

function folderItem({ store }: FolderNode): vscode.TreeItem {
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

function taskItem({ store, task }: TaskLeaf): vscode.TreeItem {
  const collapsed =
    task.children > 0 ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None;
  const item = new vscode.TreeItem(task.title, collapsed);
  item.id = `${store.folder.uri.toString()}#${task.id}`;
  item.iconPath = new vscode.ThemeIcon('circle-outline');
  item.description = task.role ?? '';
  item.contextValue = 'task';
  const state = vscode.l10n.t('Ready');
  item.tooltip = tooltip(task, state);
  item.accessibilityInformation = {
    label: [task.title, task.role, state].filter((part) => part !== null).join(', '),
  };
  return item;
}

function tooltip(task: TaskRow, state: string): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendMarkdown('**').appendText(task.title).appendMarkdown('**\n\n');
  if (task.description !== '') text.appendText(task.description).appendMarkdown('\n\n');
  text.appendText(state).appendMarkdown(`  \n\`${task.id}\`  \n`);
  text.appendText(vscode.l10n.t('Created {0}', new Date(task.createdAt).toLocaleString()));
  return text;
}
