import * as vscode from 'vscode';
import { Problem } from '../../domain/problem';
import type { CommandInput } from '../../orchestrator/registry';
import type { FolderStore } from '../folderStore';
import { plansAround, plansChangedSince } from './plansAround';
import { offerUndo } from '../undo';

/**
 * Moves tasks, all or none, says so with what it makes of plans that a person approves, and offers to put them back. Returns
 * before that is answered. A move that is seen where it was made is told only if it changes such a plan: `quietly`.
 */
export async function arrange(
  store: FolderStore,
  moves: CommandInput<'task.arrange'>['moves'],
  what: string,
  log: vscode.LogOutputChannel,
  { quietly = false } = {},
): Promise<void> {
  const plans = await plansAround(store, moves);
  const { back } = await store.execute('task.arrange', { moves });
  const changed = await plansChangedSince(store, plans);
  if (quietly && changed.length === 0) return;
  const said = [vscode.l10n.t('Moved {0}.', what), ...changed].join(' ');
  offerUndo(log, said, () => store.execute('task.arrange', { moves: back }));
}

export const betweenFolders = (): Problem =>
  new Problem(
    'not_possible',
    vscode.l10n.t('A task stays in the folder that it belongs to.'),
    vscode.l10n.t('Make a new one in the other folder.'),
  );
