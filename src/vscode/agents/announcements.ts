import * as vscode from 'vscode';

type Input = Readonly<Record<string, unknown>>;
type Announce = (input: Input) => vscode.PreparedToolInvocation;

/** What a person reads while a tool runs, and is asked before it changes something. */
export const announce = {
  task_plan: changing(
    () => vscode.l10n.t('Plan tasks?'),
    ({ goal, steps }) => vscode.l10n.t('“{0}”, with {1} steps.', word(goal), Array.isArray(steps) ? steps.length : 0),
  ),
  task_claim: changing(
    () => vscode.l10n.t('Take a task?'),
    ({ task }) => (task === undefined ? vscode.l10n.t('The next one that fits.') : word(task)),
  ),
  task_progress: changing(
    () => vscode.l10n.t('Report on a task?'),
    ({ task, note }) => [word(task), word(note)].filter((text) => text !== '').join(': '),
  ),
  task_finish: changing(
    () => vscode.l10n.t('Finish a task?'),
    ({ task, result, summary }) => `${word(task)}: ${word(result)}. ${word(summary)}`,
  ),
  task_query: () => ({ invocationMessage: vscode.l10n.t('Looking tasks up') }),
  task_resume: () => ({ invocationMessage: vscode.l10n.t('Looking for interrupted work') }),
} satisfies Record<string, Announce>;

export type ToolName = keyof typeof announce;

function changing(title: () => string, message: (input: Input) => string): Announce {
  return (input) => {
    const about = plain(message(input));
    return { invocationMessage: about, confirmationMessages: { title: title(), message: about } };
  };
}

/** Wherever it is shown, as Markdown in a chat or as text in a dialog, a person reads what the model wrote, as it is. */
const plain = (text: string): vscode.MarkdownString => new vscode.MarkdownString().appendText(text);

const LONGEST = 200;

/** Models write these; a person sees one line of each. */
function word(value: unknown): string {
  const text = typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : '';
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
