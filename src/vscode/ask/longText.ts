import * as vscode from 'vscode';
import { RECORDED_SCHEME, SCHEME } from '../contributions/schemes';
import { askChoice } from './pick';
import { askText, type TextQuestion } from './text';
import { BACK, type Answer, type Place } from './walk';

/** Takes what is written in the active editor, or asks for a line: a text of more than a line is best written there. */
export async function askLongText(place: Place, where: string, question: TextQuestion): Promise<Answer<string>> {
  for (;;) {
    const written = openText();
    if (written !== undefined) {
      const source = await askSource(place, where);
      if (source === undefined || source === BACK) return source;
      if (source.value === 'editor') return { value: written };
    }
    const typed = await askText({ ...place, canGoBack: place.canGoBack || written !== undefined }, question);
    if (typed !== BACK || written === undefined) return typed;
  }
}

/** Pages of ours to read: what they say is about a task, and nobody has written it for another one. */
const TO_READ: readonly string[] = [SCHEME, RECORDED_SCHEME];

/** What is selected in the editor, or all of it. */
function openText(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor || TO_READ.includes(editor.document.uri.scheme)) return undefined;
  const { document, selection } = editor;
  const text = document.getText(selection.isEmpty ? undefined : selection).trim();
  return text === '' ? undefined : text;
}

const askSource = (place: Place, where: string): Promise<Answer<'typed' | 'editor'>> =>
  askChoice<'typed' | 'editor'>(place, where, [
    {
      label: vscode.l10n.t('In the active editor'),
      detail: vscode.l10n.t('What is selected there, or all of it'),
      value: 'editor',
    },
    { label: vscode.l10n.t('I type it now'), value: 'typed' },
  ]);
