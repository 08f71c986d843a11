import * as vscode from 'vscode';
import { Problem } from '../../domain/problem';
import type { CommandInput } from '../../orchestrator/registry';
import type { FolderStore } from '../folderStore';
import { report } from '../report';
import { shownSentence } from '../words/titles';

/** Moves tasks, all or none, and offers to put them back. Returns before that is answered. */
export async function arrange(
  store: FolderStore,
  moves: CommandInput<'task.arrange'>['moves'],
  what: string,
  log: vscode.LogOutputChannel,
): Promise<void> {
  const { back } = await store.execute('task.arrange', { moves });
  const undo = vscode.l10n.t('Undo');
  void vscode.window
    .showInformationMessage(shownSentence(vscode.l10n.t('Moved {0}.', what)), undo)
    .then(async (choice) => {
      if (choice !== undo) return;
      try {
        await store.execute('task.arrange', { moves: back });
      } catch (error) {
        report(log, error);
      }
    });
}

export const betweenFolders = (): Problem =>
  new Problem(
    'not_possible',
    vscode.l10n.t('A task stays in the folder that it belongs to.'),
    vscode.l10n.t('Make a new one in the other folder.'),
  );
