import * as vscode from 'vscode';
import { taskStep } from '../../ask/task';
import { walk } from '../../ask/walk';
import type { TaskRow } from '../../../orchestrator/registry';
import type { PageOfStore, PageOfTask } from '../../documents/subject';
import type { FolderStore } from '../../folderStore';
import type { Act } from '../../tasks/acts';
import { present } from '../argument';
import { beginLook } from '../begin';
import { ENTER } from '../../contributions/keybindings';
import { RowOpenings } from '../../panels/rowOpenings';
import { FROM_ROW, taskItemId } from '../../views/taskItem';
import type { CommandServices, Handler } from '../services';

type TaskSubject = PageOfTask['kind'];
type StoreSubject = PageOfStore['kind'];

export interface Chosen {
  readonly store: FolderStore;
  readonly task: TaskRow;
}

/** The task that a command is called on, or one that is found. */
export async function chooseTask(
  services: CommandServices,
  argument: unknown,
  title: string,
  act?: Act,
): Promise<Chosen | undefined> {
  const begun = await beginLook(services, argument, title);
  if (!begun) return undefined;
  const { store, task } = begun;
  const answers = await walk<{ task: TaskRow }>(title, [taskStep(store, present({ act }))], present({ task }));
  return answers && { store, task: answers.task };
}

const rowOpenings = new RowOpenings();

/**
 * Opens the panel of a task; a row that is clicked once shows it for as long as nothing else is looked at. A caller may pass
 * `{ "task": "…" }`.
 */
export async function showTask(services: CommandServices, argument: unknown, from?: unknown): Promise<void> {
  if (isEnter(argument)) return rowOpenings.enter();
  const chosen = await chooseTask(services, argument, vscode.l10n.t('Show Task'));
  if (!chosen) return;
  const { store, task } = chosen;
  const isLook = from === FROM_ROW && !rowOpenings.isMeant(taskItemId(chosen));
  await (isLook ? services.panels.look(store, task) : services.panels.open(store, task));
}

const isEnter = (argument: unknown): boolean =>
  typeof argument === 'object' && argument !== null && 'on' in argument && argument.on === ENTER.on;

/** A command that opens a page about one task. */
export const showOf =
  (kind: TaskSubject, describe: () => { title: string; tab: (task: string) => string; act?: Act }): Handler =>
  async (services, argument) => {
    const { title, tab, act } = describe();
    const chosen = await chooseTask(services, argument, title, act);
    if (!chosen) return;
    const { store, task } = chosen;
    await services.documents.show(store, { kind, task: task.id }, tab(task.title));
  };

/** A command that opens a page about the whole store. */
export const showAll =
  (kind: StoreSubject, describe: () => string): Handler =>
  async (services, argument) => {
    const title = describe();
    const begun = await beginLook(services, argument, title);
    if (begun) await services.documents.show(begun.store, { kind }, title);
  };
