import * as vscode from 'vscode';
import type { TaskRow, WaitedFor } from '../../orchestrator/registry';
import { doubtAbout } from '../tasks/doubt';
import { actorName } from '../words/actors';
import type { Doubt } from '../words/doubt';
import { inertMarkdown } from '../words/inertMarkdown';
import { plainMarkdown } from '../words/plainMarkdown';
import { unlinked } from '../words/plainText';
import { taskProgress } from '../words/progress';
import { stateWords } from '../words/states';
import { priorityWords } from '../words/terms';
import { ago, dateAndTime } from '../words/times';
import type { TaskLeaf } from './taskNodes';

/** What does not fit into a row, read when somebody asks for it. */
export async function taskTooltip({ store, task, waitsFor }: TaskLeaf): Promise<vscode.MarkdownString> {
  return tooltipText(task, waitsFor, await doubtAbout(store, task).catch(() => undefined));
}

/** Texts of others go in as text, a description as Markdown that does nothing but format. */
export function tooltipText(task: TaskRow, waitsFor?: WaitedFor, doubt?: Doubt): vscode.MarkdownString {
  const { id, title, description, role, priority, labels, stream, claimed, actor } = task;
  const text = new vscode.MarkdownString();
  const facts = [
    stateWords(task, waitsFor),
    role,
    claimed && actor !== null ? actorName(actor) : null,
    taskProgress(task),
    priority === 'normal' ? null : vscode.l10n.t('Priority: {0}', priorityWords(priority)),
    stream === null ? null : vscode.l10n.t('Stream: {0}', stream),
    labels.length === 0 ? null : vscode.l10n.t('Labels: {0}', labels.join(', ')),
    task.dueAt === null ? null : vscode.l10n.t('Due {0}', dateAndTime(task.dueAt)),
  ].filter((fact) => fact !== null);
  const said = (words: string): string => plainMarkdown(unlinked(words));
  text.appendMarkdown(`**${said(title)}**\n\n`);
  text.appendMarkdown(`${said(facts.join(' · '))}\n\n`);
  if (doubt) text.appendMarkdown(`${said(`${doubt.why} ${doubt.next}`)}\n\n`);
  const described = inertMarkdown(description);
  if (described !== '') text.appendMarkdown(`${described}\n\n`);
  text.appendMarkdown(
    said(vscode.l10n.t('Changed {0}, created {1}', ago(task.updatedAt), dateAndTime(task.createdAt))),
  );
  return text.appendMarkdown(`  \n\`${id}\``);
}
