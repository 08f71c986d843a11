import * as vscode from 'vscode';
import { cleanTitle, LIMITS } from '../../domain/task/task';
import { chooseStore } from './chooseStore';
import type { CommandServices } from './services';

/**
 * Asks for what is missing; a keybinding or another extension may pass `{ "title": "…" }`.
 * @returns the id of the new task, or nothing if the person let it be
 */
export async function newTask({ stores, tasksView }: CommandServices, argument: unknown): Promise<string | undefined> {
  const store = await chooseStore(stores, vscode.l10n.t('New Task'));
  if (!store) return undefined;
  const given = givenTitle(argument);
  const title = given ?? (await askForTitle());
  if (title === undefined) return undefined;
  const { task } = await store.execute('task.create', { title });
  if (given === undefined) tasksView.reveal(store, task);
  return task;
}

function givenTitle(argument: unknown): string | undefined {
  const given = typeof argument === 'object' && argument !== null && 'title' in argument ? argument.title : undefined;
  return typeof given === 'string' ? given : undefined;
}

async function askForTitle(): Promise<string | undefined> {
  const title = await vscode.window.showInputBox({
    title: vscode.l10n.t('New Task'),
    prompt: vscode.l10n.t('What is to be done?'),
    placeHolder: vscode.l10n.t('Write the parser'),
    validateInput: problemWithTitle,
  });
  return title?.trim();
}

function problemWithTitle(value: string): string | undefined {
  const { length } = cleanTitle(value);
  if (length === 0) return vscode.l10n.t('A task needs a title.');
  if (length > LIMITS.title) {
    return vscode.l10n.t('A title has at most {0} characters; this one has {1}.', LIMITS.title, length);
  }
  return undefined;
}
