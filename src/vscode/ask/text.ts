import * as vscode from 'vscode';
import { BACK, type Answer, type Place } from './walk';

export interface TextQuestion {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  /** What is wrong with a text, if anything; looked at while it is typed. */
  readonly mistake?: (text: string) => string | undefined;
  /** A button that answers as Enter does, and asks for more than this. */
  readonly more?: { readonly icon: string; readonly tooltip: string; readonly onChosen: () => void };
}

/** Asks for a line of text. Clicking elsewhere does not throw away what was typed. */
export function askText(place: Place, question: TextQuestion): Promise<Answer<string>> {
  const { prompt, placeholder, value, mistake, more } = question;
  const box = vscode.window.createInputBox();
  Object.assign(box, { title: place.title, prompt, ignoreFocusOut: true });
  if (place.steps > 1) Object.assign(box, { step: place.step, totalSteps: place.steps });
  if (placeholder !== undefined) box.placeholder = placeholder;
  if (value !== undefined) box.value = value;
  const moreButton = more && { iconPath: new vscode.ThemeIcon(more.icon), tooltip: more.tooltip };
  box.buttons = [...(place.canGoBack ? [vscode.QuickInputButtons.Back] : []), ...(moreButton ? [moreButton] : [])];
  return new Promise((resolve) => {
    const settle = (answer: Answer<string>): void => {
      resolve(answer);
      box.dispose();
    };
    const accept = (): boolean => {
      const wrong = mistake?.(box.value);
      box.validationMessage = wrong;
      if (wrong === undefined) settle({ value: box.value.trim() });
      return wrong === undefined;
    };
    box.onDidAccept(accept);
    box.onDidChangeValue((text) => (box.validationMessage = mistake?.(text)));
    box.onDidTriggerButton((button) => {
      if (button !== moreButton) settle(BACK);
      else if (accept()) more?.onChosen();
    });
    box.onDidHide(() => settle(undefined));
    box.show();
  });
}

/** For texts that must say something. */
export const required =
  (reason: string) =>
  (text: string): string | undefined =>
    text.trim() === '' ? reason : undefined;
