import * as vscode from 'vscode';
import { actsOf } from '../tasks/acts';
import { commandId } from '../contributions/commands';
import { stateIcon } from '../tasks/icon';
import { rowDescription, spoken } from '../words/task';
import type { TaskLeaf } from './taskNodes';
import { taskTooltip } from './taskTooltip';

/** A task as a row. What can be done with it is in its `contextValue`, for the menus. */
export function taskItem(leaf: TaskLeaf): vscode.TreeItem {
  const { store, task, waitsFor } = leaf;
  const collapsed =
    task.children > 0 ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None;
  const item = new vscode.TreeItem(task.title, collapsed);
  item.id = `${store.folder.uri.toString()}#${task.id}`;
  item.iconPath = stateIcon(task);
  item.description = rowDescription(task, waitsFor);
  item.contextValue = ['task', ...actsOf(task)].join(' ');
  item.tooltip = taskTooltip(task, waitsFor);
  item.accessibilityInformation = { label: spoken(task, waitsFor) };
  item.command = { command: commandId('showTask'), title: vscode.l10n.t('Show Task'), arguments: [leaf] };
  return item;
}
