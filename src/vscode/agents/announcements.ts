import * as vscode from 'vscode';
import { plainMarkdown } from '../words/plainMarkdown';
import { isolated, quoted } from '../words/titles';

type Input = Readonly<Record<string, unknown>>;
type Announce = (input: Input) => vscode.PreparedToolInvocation;

/** What a person reads while a tool runs, and is asked before it changes something. */
export const announce = {
  task_plan: changing(
    () => vscode.l10n.t('Let the agent plan tasks?'),
    ({ goal, steps }) => planWords(word(goal), titlesIn(steps)),
  ),
  task_claim: changing(
    () => vscode.l10n.t('Let the agent take a task?'),
    ({ task }) => (task === undefined ? vscode.l10n.t('The next one that fits.') : word(task)),
  ),
  task_progress: changing(
    () => vscode.l10n.t('Let the agent report on a task?'),
    ({ task, note }) => [word(task), word(note)].filter((text) => text !== '').join(': '),
  ),
  task_finish: changing(
    () => vscode.l10n.t('Let the agent finish a task?'),
    ({ task, result, summary }) =>
      [vscode.l10n.t('{0}: {1}', word(task), resultWords(word(result))), word(summary)]
        .filter((text) => text !== '')
        .join('\n'),
  ),
  task_query: () => ({ invocationMessage: vscode.l10n.t('Looking tasks up') }),
  task_resume: () => ({ invocationMessage: vscode.l10n.t('Looking for interrupted work') }),
} satisfies Record<string, Announce>;

export type ToolName = keyof typeof announce;

function changing(title: () => string, message: (input: Input) => string): Announce {
  return (input) => {
    const about = message(input);
    // While it runs, a line says which one it is.
    const [line = ''] = about.split('\n');
    return { invocationMessage: plain(line), confirmationMessages: { title: title(), message: plain(about) } };
  };
}

/** Wherever it is shown, as Markdown in a chat or as text in a dialog, a person reads what the model wrote, as it is. */
const plain = (text: string): vscode.MarkdownString => new vscode.MarkdownString(plainMarkdown(text));

/** A person who is asked has these in sight. */
const MOST_STEPS = 8;
/** No plan is deeper (rule P1), whatever a model sends. */
const DEEPEST = 100;

function planWords(goal: string, titles: readonly string[]): string {
  if (titles.length === 0) return quoted(goal);
  const more = titles.length - MOST_STEPS;
  return [
    titles.length === 1
      ? vscode.l10n.t('“{0}”, with one step:', isolated(goal))
      : vscode.l10n.t('“{0}”, with {1} steps:', isolated(goal), titles.length.toLocaleString()),
    ...titles.slice(0, MOST_STEPS).map((title) => `• ${isolated(title)}`),
    ...(more > 0 ? [vscode.l10n.t('and {0} more', more.toLocaleString())] : []),
  ].join('\n');
}

/** Each before those below it. */
function titlesIn(steps: unknown, depth = 0): string[] {
  if (!Array.isArray(steps) || depth > DEEPEST) return [];
  return steps.flatMap((step: unknown) => {
    const { title, steps: below }: Input = typeof step === 'object' && step !== null ? { ...step } : {};
    return [word(title), ...titlesIn(below, depth + 1)];
  });
}

function resultWords(result: string): string {
  const words: Readonly<Record<string, string>> = {
    done: vscode.l10n.t('done'),
    failed: vscode.l10n.t('failed'),
    blocked: vscode.l10n.t('blocked'),
    needs_revision: vscode.l10n.t('to be worked over'),
  };
  return words[result] ?? result;
}

const LONGEST = 200;

/** Models write these; a person sees one line of each. */
function word(value: unknown): string {
  const text = typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : '';
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
