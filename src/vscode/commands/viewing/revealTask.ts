import * as vscode from 'vscode';
import type { CommandServices } from '../services';
import { tell } from '../../notify';
import { chooseTask } from '../looking/show';

/** Goes to a task in the tree, whatever keeps it from being shown there. */
export async function revealTask(services: CommandServices, argument: unknown): Promise<void> {
  const chosen = await chooseTask(services, argument, vscode.l10n.t('Reveal in Tasks View'));
  if (!chosen) return;
  const { store, task } = chosen;
  if (await services.tasksView.goTo(store, task.id)) return;
  tell(vscode.l10n.t('“{0}” is in the archive.', task.title));
}
