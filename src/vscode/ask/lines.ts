import * as vscode from 'vscode';
import { askText } from './text';
import { BACK, type Answer, type Place } from './walk';

export interface LinesQuestion {
  /** The prompt for the line of this number. */
  readonly prompt: (number: number) => string;
  /** Lines that are there to begin with. */
  readonly lines?: readonly string[];
  readonly mistake?: (line: string) => string | undefined;
  /** What is wrong with all lines together, when somebody wants to go on. */
  readonly check?: (lines: readonly string[]) => Promise<string | undefined>;
}

/** One line after the other; an empty line ends the list, and *Back* takes the last line away. */
export async function askLines(place: Place, { prompt, lines: given = [], mistake, check }: LinesQuestion) {
  const lines = [...given];
  for (;;) {
    const answer: Answer<string> = await askText(
      { ...place, canGoBack: place.canGoBack || lines.length > 0 },
      {
        prompt: prompt(lines.length + 1),
        placeholder: lines.length === 0 ? '' : vscode.l10n.t('So far: {0}', lines.join(', ')),
        mistake: (text) => (text.trim() === '' ? undefined : mistake?.(text)),
        check: async (text) => check?.(text === '' ? lines : [...lines, text]),
      },
    );
    if (answer === undefined) return undefined;
    if (answer === BACK) {
      if (lines.pop() === undefined) return BACK;
    } else if (answer.value === '') return { value: lines };
    else lines.push(answer.value);
  }
}
