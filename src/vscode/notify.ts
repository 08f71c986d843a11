import * as vscode from 'vscode';
import { withoutLinks, withoutIcons } from './words/plainText';
import { shownSentence } from './words/titles';

/**
 * A sentence of ours as a message. VS Code makes links of what looks like one, which can run any
 * command: in a title that an agent has written it is a text like any other.
 */
export const shown = (sentence: string): string => withoutLinks(shownSentence(sentence));

export const inform = (sentence: string, ...actions: string[]): Thenable<string | undefined> =>
  vscode.window.showInformationMessage(shown(sentence), ...actions);

export const warn = (sentence: string, ...actions: string[]): Thenable<string | undefined> =>
  vscode.window.showWarningMessage(shown(sentence), ...actions);

export const complain = (sentence: string, ...actions: string[]): Thenable<string | undefined> =>
  vscode.window.showErrorMessage(shown(sentence), ...actions);

/**
 * What a person did is seen in the views; where they are closed, the status bar says it. A screen reader does not read that
 * aloud, and hears a message instead.
 */
export function tell(sentence: string): void {
  if (vscode.workspace.getConfiguration('editor').get('accessibilitySupport') === 'on') void inform(sentence);
  vscode.window.setStatusBarMessage(withoutIcons(shownSentence(sentence)), 5_000);
}
