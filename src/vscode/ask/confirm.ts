import * as vscode from 'vscode';
import { shownSentence } from '../words/titles';

/** For acts that a person should not do by mistake; a modal question, as other parts of VS Code ask it. */
export async function confirm(question: string, detail: string, action: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(shownSentence(question), { modal: true, detail }, action)) === action;
}
