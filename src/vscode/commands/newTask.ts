import * as vscode from 'vscode';
import { LIMITS } from '../../domain/task/task';
import { chooseStore } from './chooseStore';
import type { CommandServices } from './services';

export async function newTask({ stores, tasksView }: CommandServices): Promise<void> {
  const title = vscode.l10n.t('New Task');
  const store = await chooseStore(stores, title);
  if (!store) return;
  const name = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('What is to be done?'),
    placeHolder: vscode.l10n.t('Write the parser'),
    validateInput: problemWithTitle,
  });
  if (name === undefined) return;
  const { task } = await store.execute('task.create', { title: name.trim() });
  await tasksView.reveal(store, task);
}

function problemWithTitle(value: string): string | undefined {
  const { length } = value.trim();
  if (length === 0) return vscode.l10n.t('A task needs a title.');
  if (length > LIMITS.title) {
    return vscode.l10n.t('A title has at most {0} characters; this one has {1}.', LIMITS.title, length);
  }
  return undefined;
}
