import * as vscode from 'vscode';
import { Problem } from '../domain/problem';
import { shownSentence } from './words/titles';

/**
 * Shows what went wrong once, with what to do next; the details go to the log (rule A6). Returns at once: whoever waits
 * for a command must not wait until a person has closed its message.
 */
export function report(log: vscode.LogOutputChannel, error: unknown): void {
  const problem = Problem.from(error);
  log.error(problem.code, problem.message, problem.cause ?? '');
  const showLog = vscode.l10n.t('Show Log');
  void vscode.window.showErrorMessage(shownSentence(`${problem.message} ${problem.remedy}`), showLog).then((choice) => {
    if (choice === showLog) log.show();
  });
}
