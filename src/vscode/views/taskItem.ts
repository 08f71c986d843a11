import * as vscode from 'vscode';
import { menuWords } from '../tasks/acts';
import { commandId } from '../contributions/commands';
import { stateIcon } from '../tasks/icon';
import { rowDescription, spoken } from '../words/task';
import type { TaskLeaf } from './taskNodes';

/** A task as a row. What can be done with it is in its `contextValue`, for the menus; its tooltip is made when it is asked for. */
export function taskItem(leaf: TaskLeaf, collapsible = vscode.TreeItemCollapsibleState.None): vscode.TreeItem {
  const { task, waitsFor, above } = leaf;
  const item = new vscode.TreeItem(task.title, collapsible);
  item.id = taskItemId(leaf);
  item.iconPath = stateIcon(task);
  item.description = [rowDescription(task, waitsFor), above].filter(Boolean).join(' · ');
  item.contextValue = menuWords(task).join(' ');
  item.accessibilityInformation = { label: [spoken(task, waitsFor), above].filter(Boolean).join(', ') };
  item.command = { command: commandId('showTask'), title: vscode.l10n.t('Show Task'), arguments: [leaf, FROM_ROW] };
  return item;
}

/** Told by a row that is clicked or chosen with a key; nobody else has it. */
export const FROM_ROW = Object.freeze({ from: 'row' });

export const taskItemId = ({ store, task }: Pick<TaskLeaf, 'store' | 'task'>): string =>
  `${store.folder.uri.toString()}#${task.id}`;
