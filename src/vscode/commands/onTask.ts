import * as vscode from 'vscode';
import { optionalReasonStep, reasonStep } from '../ask/reason';
import { taskStep } from '../ask/task';
import { walk, type Step } from '../ask/walk';
import type { TaskRow } from '../../orchestrator/registry';
import type { FolderStore } from '../folderStore';
import type { Act } from '../tasks/acts';
import { present, textOf } from './argument';
import { beginChange } from './begin';
import type { CommandServices, Handler } from './services';

/** A command on one task that needs at most a reason. */
export interface TaskCommand {
  readonly title: string;
  readonly act: Act;
  /** What a person is asked for, if they are asked. */
  readonly reason?: { readonly prompt: string; readonly needed: boolean };
  readonly run: (store: FolderStore, task: TaskRow, reason: string, services: CommandServices) => Promise<unknown>;
  /** What has happened then, in a sentence. */
  readonly done: (title: string) => string;
}

/** `describe` is called when the command runs: only then the language of the window is known. */
export const onTask =
  (describe: () => TaskCommand): Handler =>
  async (services, argument) => {
    const { title, act, reason, run, done } = describe();
    const begun = await beginChange(services, argument, title);
    if (!begun) return;
    const { store, task, fields } = begun;
    const steps: Step<{ task: TaskRow; reason?: string }>[] = [taskStep(store, { act })];
    if (reason) steps.push(reason.needed ? reasonStep(reason.prompt) : optionalReasonStep(reason.prompt));
    const answers = await walk(title, steps, present({ task, reason: textOf(fields, 'reason') }));
    if (!answers) return;
    await run(store, answers.task, answers.reason ?? '', services);
    tell(done(answers.task.title));
  };

/** What a person did is seen in the views; where they are closed, the status bar says it. */
export function tell(sentence: string): void {
  vscode.window.setStatusBarMessage(sentence, 5_000);
}
