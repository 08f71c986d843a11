import * as vscode from 'vscode';
import { inform } from './notify';
import { report } from './report';

/** Says what was done, and takes it back if asked to. Not waited for: a command is over while its message is still there. */
export function offerUndo(log: vscode.LogOutputChannel, said: string, takeBack: () => Promise<unknown>): void {
  const undo = vscode.l10n.t('Undo');
  void inform(said, undo).then(async (choice) => {
    if (choice !== undo) return;
    try {
      await takeBack();
    } catch (error) {
      report(log, error);
    }
  });
}
