import { confirm } from './confirm';

/** So much of a text fits into a dialog on any screen. */
const MOST_SHOWN = 1_500;

/** For a text that counts as a person's word, and that a program may have written into an editor: the person sees it first. */
export const confirmText = (question: string, why: string, text: string, action: string): Promise<boolean> =>
  confirm(question, [why, text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text].join('\n\n'), action);
