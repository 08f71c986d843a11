import * as vscode from 'vscode';
import { commandId } from '../../contributions/commands';
import { phaseIcon } from '../../tasks/icon';
import { actorName } from '../../words/actors';
import { checkpointTitle } from '../../words/checkpoints';
import { fileOperationWords } from '../../words/files';
import { phaseMeaning, phaseWords } from '../../words/phases';
import { roleWords } from '../../words/filter';
import { taskCount } from '../../words/task';
import { plainState } from '../../words/plainState';
import { stepsDone } from '../../words/progress';
import { ago, dateAndTime } from '../../words/times';
import { folderItem } from '../folderItem';
import { taskItem } from '../taskItem';
import type { CheckpointNode, DetailsNode, FileNode, GroupNode, RangeNode, TaskLeaf, TaskNode } from '../taskNodes';
import { groupKey } from './groups';
import { hasDetails, isTree, type Look } from './look';

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

/** `isOpen` says whether a row is open when it is shown first. */
export function itemOf(node: TaskNode, look: Look, isOpen: (row: TaskLeaf | GroupNode) => boolean): vscode.TreeItem {
  switch (node.kind) {
    case 'folder':
      return folderItem(node);
    case 'group':
      return groupItem(node, isOpen(node) ? Expanded : Collapsed);
    case 'range':
      return rangeItem(node);
    case 'task': {
      if (isTree(look) && node.task.children > 0) return taskItem(node, isOpen(node) ? Expanded : Collapsed);
      return taskItem(node, hasDetails(look, node.task) ? Collapsed : None);
    }
    case 'details':
      return detailsItem(node);
    case 'checkpoint':
      return checkpointItem(node);
    case 'file':
      return fileItem(node);
  }
}

/** What is over stands aside. */
export const isOpenAtFirst = (of: GroupNode['of']): boolean =>
  of.by !== 'state' || (of.phase !== 'completed' && of.phase !== 'cancelled');

function groupItem(
  { store, of, count, done, isMore, description }: GroupNode,
  collapsible: vscode.TreeItemCollapsibleState,
): vscode.TreeItem {
  const item = new vscode.TreeItem(groupName(of), collapsible);
  item.id = groupKey(store, of);
  item.iconPath = groupIcon(of);
  item.contextValue = of.by;
  const number = isMore ? `${count.toLocaleString()}+` : count.toLocaleString();
  item.description = done === undefined ? number : `${done.toLocaleString()}/${number}`;
  const said = done === undefined ? taskCount(number) : vscode.l10n.t('stream, {0}', stepsDone(done, count));
  item.accessibilityInformation = { label: `${groupName(of)}, ${said}` };
  const meaning = of.by === 'state' ? phaseMeaning(of.phase) : description;
  if (meaning !== undefined && meaning !== '') item.tooltip = `${groupName(of)}\n${meaning}`;
  return item;
}

function groupName(of: GroupNode['of']): string {
  switch (of.by) {
    case 'stream':
      return of.name;
    case 'state':
      return phaseWords(of.phase);
    case 'role':
      return roleWords(of.role);
  }
}

function groupIcon(of: GroupNode['of']): vscode.ThemeIcon {
  if (of.by === 'stream') return new vscode.ThemeIcon('layers');
  if (of.by === 'role') return new vscode.ThemeIcon(of.role === null ? 'circle-outline' : 'person');
  return phaseIcon(of.phase);
}

function rangeItem({ list, offset, length }: RangeNode): vscode.TreeItem {
  const [first, last] = [(offset + 1).toLocaleString(), (offset + length).toLocaleString()];
  const item = new vscode.TreeItem(`${first} – ${last}`, Collapsed);
  item.id = `${list.key}@${offset}`;
  item.contextValue = 'range';
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.accessibilityInformation = { label: vscode.l10n.t('Tasks {0} to {1}', first, last) };
  return item;
}

function detailsItem({ of, leaf }: DetailsNode): vscode.TreeItem {
  const name = of === 'files' ? vscode.l10n.t('Files') : vscode.l10n.t('Checkpoints');
  const item = new vscode.TreeItem(name, Collapsed);
  item.id = `${leaf.store.folder.uri.toString()}#${leaf.task.id}/${of}`;
  item.iconPath = new vscode.ThemeIcon(of === 'files' ? 'files' : 'history');
  item.contextValue = of;
  item.accessibilityInformation = { label: vscode.l10n.t('{0} of {1}', name, leaf.task.title) };
  return item;
}

function checkpointItem(node: CheckpointNode): vscode.TreeItem {
  const { store, task, checkpoint } = node;
  const { seq, state, actor, at } = checkpoint;
  const name = checkpointTitle(checkpoint);
  const item = new vscode.TreeItem(name, None);
  item.id = `${store.folder.uri.toString()}#${task.id}/checkpoints/${seq}`;
  item.iconPath = new vscode.ThemeIcon('milestone');
  item.description = `${plainState(state)} · ${ago(at)}`;
  item.tooltip = `${name}\n${plainState(state)} · ${actorName(actor)} · ${dateAndTime(at)}`;
  item.contextValue = 'checkpoint';
  item.accessibilityInformation = {
    label: vscode.l10n.t('Checkpoint {0}, {1}, {2}, {3}', name, plainState(state), actorName(actor), ago(at)),
  };
  const title = vscode.l10n.t('Compare Checkpoints');
  item.command = { command: commandId('compareCheckpoints'), title, arguments: [node] };
  return item;
}

function fileItem({ store, task, file }: FileNode): vscode.TreeItem {
  const uri = vscode.Uri.joinPath(store.folder.uri, file.path);
  const item = new vscode.TreeItem(uri, None);
  item.id = `${store.folder.uri.toString()}#${task.id}/files/${file.n}`;
  item.iconPath = vscode.ThemeIcon.File;
  const done = fileOperationWords(file.op).label;
  item.description = done;
  item.tooltip = `${file.path}\n${done} · ${actorName(file.actor)} · ${dateAndTime(file.at)}`;
  item.contextValue = 'file';
  item.accessibilityInformation = { label: `${file.path}, ${done}, ${actorName(file.actor)}` };
  item.command = { command: 'vscode.open', title: vscode.l10n.t('Open File'), arguments: [uri] };
  return item;
}
