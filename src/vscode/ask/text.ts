import * as vscode from 'vscode';
import { withoutLinks } from '../words/plainText';
import { BACK, type Answer, type Place } from './walk';

export interface TextQuestion {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  /** What is wrong with a text, if anything; looked at while it is typed. */
  readonly mistake?: (text: string) => string | undefined;
  /** The same by somebody who must be asked; the answer for the text that stands there counts. */
  readonly check?: (text: string) => Promise<string | undefined>;
  /** A button that answers as Enter does, and asks for more than this. */
  readonly more?: { readonly icon: string; readonly tooltip: string; readonly onChosen: () => void };
}

/** Asks for a line of text. Neither clicking elsewhere nor going back throws away what was typed. */
export function askText(place: Place, question: TextQuestion): Promise<Answer<string>> {
  const { prompt, placeholder, value, mistake, check, more } = question;
  const box = vscode.window.createInputBox();
  Object.assign(box, { title: place.title, prompt, ignoreFocusOut: true });
  if (place.steps > 1) Object.assign(box, { step: place.step, totalSteps: place.steps });
  if (placeholder !== undefined) box.placeholder = placeholder;
  const begun = place.draft?.get() ?? value;
  if (begun !== undefined) box.value = begun;
  const moreButton = more && { iconPath: new vscode.ThemeIcon(more.icon), tooltip: more.tooltip };
  box.buttons = [...(place.canGoBack ? [vscode.QuickInputButtons.Back] : []), ...(moreButton ? [moreButton] : [])];
  return new Promise((resolve, reject) => {
    const settle = (answer: Answer<string>): void => {
      resolve(answer);
      box.dispose();
    };
    const fail = (error: unknown): void => {
      reject(error instanceof Error ? error : new Error(String(error)));
      box.dispose();
    };
    const look = async (text: string): Promise<string | undefined> => mistake?.(text) ?? (await check?.(text.trim()));
    let latest = 0;
    const show = async (text: string): Promise<void> => {
      const turn = ++latest;
      const wrong = await look(text);
      if (turn === latest) box.validationMessage = wrong && withoutLinks(wrong);
    };
    const accept = async (then?: () => void): Promise<void> => {
      const text = box.value;
      const turn = ++latest;
      const wrong = await look(text);
      // Whoever typed on meanwhile has not accepted what stands there now.
      if (turn !== latest) return;
      box.validationMessage = wrong && withoutLinks(wrong);
      if (wrong !== undefined) return;
      then?.();
      place.draft?.set(text);
      settle({ value: text.trim() });
    };
    box.onDidAccept(() => void accept().catch(fail));
    box.onDidChangeValue((text) => {
      place.draft?.set(text);
      void show(text).catch(fail);
    });
    box.onDidTriggerButton((button) => {
      if (button !== moreButton) settle(BACK);
      else void accept(more?.onChosen).catch(fail);
    });
    box.onDidHide(() => {
      latest = Infinity;
      settle(undefined);
    });
    box.show();
  });
}

/** For texts that must say something. */
export const required =
  (reason: string) =>
  (text: string): string | undefined =>
    text.trim() === '' ? reason : undefined;
