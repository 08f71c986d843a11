import * as vscode from 'vscode';
import type { CommandServices } from '../services';
import { chooseTask } from './show';

/** Finds a task by what one types, shows it in the tree and opens its panel. */
export async function findTask(services: CommandServices, argument: unknown): Promise<void> {
  const chosen = await chooseTask(services, argument, vscode.l10n.t('Find Task'));
  if (!chosen) return;
  const { store, task } = chosen;
  services.tasksView.reveal(store, task.id);
  await services.panels.open(store, task);
}
