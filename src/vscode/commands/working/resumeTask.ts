import * as vscode from 'vscode';
import { askChoice } from '../../ask/pick';
import { taskStep } from '../../ask/task';
import { walk } from '../../ask/walk';
import { reached } from '../../milestones';
import type { TaskRow } from '../../../orchestrator/registry';
import { oneOf, present } from '../argument';
import { beginChange } from '../begin';
import { inform } from '../../notify';
import type { CommandServices } from '../services';
import { takeTask } from './claimTask';

const WAYS = ['claim', 'copy'] as const;

/** Lets interrupted work go on, by the person or by an agent. A caller may pass `{ "task": "…", "how": "claim" or "copy" }`. */
export async function resumeTask(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Resume');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, task, fields } = begun;
  const answers = await walk<{ task: TaskRow; how: (typeof WAYS)[number] }>(
    title,
    [
      taskStep(store, { act: 'resumeTask', placeholder: vscode.l10n.t('Which task should go on?') }),
      {
        key: 'how',
        ask: (place) =>
          askChoice<(typeof WAYS)[number]>(place, vscode.l10n.t('Who goes on with it?'), [
            {
              label: vscode.l10n.t('I do'),
              iconPath: new vscode.ThemeIcon('person'),
              detail: vscode.l10n.t('Claims the task for you and opens it'),
              value: 'claim',
            },
            {
              label: vscode.l10n.t('An agent'),
              iconPath: new vscode.ThemeIcon('copy'),
              detail: vscode.l10n.t('Copies the agent brief, which says how to go on, for an agent’s prompt'),
              value: 'copy',
            },
          ]),
      },
    ],
    present({ task, how: oneOf(fields, 'how', WAYS) }),
  );
  if (!answers) return;
  const { id, title: name } = answers.task;
  if (answers.how === 'claim') {
    await takeTask(services, store, answers.task);
    await services.panels.open(store, answers.task);
  } else {
    const brief = await services.documents.text(store, { kind: 'brief', task: id });
    await vscode.env.clipboard.writeText(brief);
    await offerChat(name, brief);
  }
  reached('resumed');
}

const CHAT = 'workbench.action.chat.open';

/** An agent anywhere is given the brief by pasting it; one in the chat of this window without. */
async function offerChat(title: string, brief: string): Promise<void> {
  const hasChat = (await vscode.commands.getCommands(true)).includes(CHAT);
  const openChat = vscode.l10n.t('Open in Chat');
  const said = vscode.l10n.t('The brief of “{0}” is in the clipboard: paste it into the prompt of an agent.', title);
  void inform(said, ...(hasChat ? [openChat] : [])).then((choice) => {
    // It stands in the prompt, and the person sends it.
    if (choice === openChat) void vscode.commands.executeCommand(CHAT, { query: brief, isPartialQuery: true });
  });
}
