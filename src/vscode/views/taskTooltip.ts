import * as vscode from 'vscode';
import type { TaskRow } from '../../orchestrator/registry';
import { actorName } from '../words/actors';
import { beginning, unlinked } from '../words/plainText';
import { stateWords } from '../words/states';
import { priorityWords } from '../words/terms';
import { ago, dateAndTime } from '../words/times';

/** What does not fit into a row. Texts of others go in as text: they format nothing and link to nothing. */
export function taskTooltip(task: TaskRow, waitsFor?: string): vscode.MarkdownString {
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
  text.appendMarkdown('**').appendText(unlinked(title)).appendMarkdown('**\n\n');
  const said = beginning(description);
  if (said !== '') text.appendText(unlinked(said)).appendMarkdown('\n\n');
  text.appendText(unlinked(facts.join(' · '))).appendMarkdown('\n\n');
  text.appendText(vscode.l10n.t('Changed {0}, created {1}', ago(task.updatedAt), dateAndTime(task.createdAt)));
  return text.appendMarkdown(`  \n\`${id}\``);
}
