import * as vscode from 'vscode';
import type { TaskRow } from '../../orchestrator/registry';
import { actsOf } from '../tasks/acts';
import { commandId } from '../contributions/commands';
import { stateIcon } from '../tasks/icon';
import { actorName } from '../words/actors';
import { stateWords } from '../words/states';
import { priorityWords } from '../words/terms';
import { rowDescription, spoken } from '../words/task';
import { ago, dateAndTime } from '../words/times';
import type { TaskLeaf } from './taskNodes';

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
  item.tooltip = tooltip(task, waitsFor);
  item.accessibilityInformation = { label: spoken(task, waitsFor) };
  item.command = { command: commandId('showTask'), title: vscode.l10n.t('Show Task'), arguments: [leaf] };
  return item;
}

function tooltip(task: TaskRow, waitsFor: string | undefined): vscode.MarkdownString {
  const { id, title, description, role, priority, labels, stream, claimed, actor, children } = task;
  const text = new vscode.MarkdownString();
  const facts = [
    stateWords(task, waitsFor),
    role,
    claimed && actor !== null ? actorName(actor) : null,
    children > 0 ? vscode.l10n.t('{0} of {1} steps done', task.leavesDone, task.leaves) : null,
    priority === 'normal' ? null : vscode.l10n.t('Priority: {0}', priorityWords(priority)),
    stream === null ? null : vscode.l10n.t('Stream: {0}', stream),
    labels.length === 0 ? null : vscode.l10n.t('Labels: {0}', labels.join(', ')),
    task.dueAt === null ? null : vscode.l10n.t('Due {0}', dateAndTime(task.dueAt)),
  ].filter((fact) => fact !== null);
  text.appendMarkdown('**').appendText(title).appendMarkdown('**\n\n');
  if (description !== '') text.appendText(description).appendMarkdown('\n\n');
  text.appendText(facts.join(' · ')).appendMarkdown('\n\n');
  text.appendText(vscode.l10n.t('Changed {0}, created {1}', ago(task.updatedAt), dateAndTime(task.createdAt)));
  return text.appendMarkdown(`  \n\`${id}\``);
}
