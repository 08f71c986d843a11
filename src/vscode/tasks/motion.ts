import * as vscode from 'vscode';

const SETTING = 'workbench.reduceMotion';

/** Kept, because it is asked for with every row, and a question to VS Code's configuration takes longer than all the rest of a row. */
let known: boolean | undefined;

/** Whether icons that turn should rest: VS Code lets them turn in trees also for those who have asked it for less motion. */
export const movesLittle = (): boolean =>
  (known ??= vscode.workspace.getConfiguration().get<unknown>(SETTING) === 'on');

/** Who draws such icons follows the setting, and draws again. */
export function onMotionChange(changed: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (!event.affectsConfiguration(SETTING)) return;
    known = undefined;
    changed();
  });
}
