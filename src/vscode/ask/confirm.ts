import * as vscode from 'vscode';
import { shownSentence } from '../words/titles';

/** A modal question, as other parts of VS Code ask it; the first answer is what Enter chooses. */
export const askModal = (question: string, detail: string, ...answers: string[]): Thenable<string | undefined> =>
  vscode.window.showWarningMessage(shownSentence(question), { modal: true, detail }, ...answers);

/** For acts that a person should not do by mistake. */
export async function confirm(question: string, detail: string, action: string): Promise<boolean> {
  return (await askModal(question, detail, action)) === action;
}
