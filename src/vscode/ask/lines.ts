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

/** One line after the other; an empty line ends the list, and *Back* goes back to the line before. */
export async function askLines(place: Place, { prompt, lines: given = [], mistake, check }: LinesQuestion) {
  const begun = place.draft?.get()?.split('\n');
  /** The line that was being typed. */
  let typed = begun?.at(-1);
  const lines = begun ? begun.slice(0, -1) : [...given];
  const keep = (text: string): void => place.draft?.set([...lines, text].join('\n'));
  for (;;) {
    const draft = { get: () => typed, set: keep };
    const answer: Answer<string> = await askText(
      { ...place, canGoBack: place.canGoBack || lines.length > 0, draft },
      {
        prompt: prompt(lines.length + 1),
        placeholder: lines.length === 0 ? '' : vscode.l10n.t('So far: {0}', lines.join(', ')),
        mistake: (text) => (text.trim() === '' ? undefined : mistake?.(text)),
        check: async (text) => check?.(text === '' ? lines : [...lines, text]),
      },
    );
    if (answer === undefined) return undefined;
    typed = undefined;
    if (answer === BACK) {
      typed = lines.pop();
      if (typed === undefined) return BACK;
      keep(typed);
    } else if (answer.value === '') return { value: lines };
    else {
      lines.push(answer.value);
      keep('');
    }
  }
}
