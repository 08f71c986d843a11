import * as vscode from 'vscode';

/** What somebody can change of a task, by the names under which it is kept. */
const table = () => ({
  title: vscode.l10n.t('Title'),
  description: vscode.l10n.t('Description'),
  context: vscode.l10n.t('Context'),
  role: vscode.l10n.t('Role'),
  priority: vscode.l10n.t('Priority'),
  labels: vscode.l10n.t('Labels'),
  dueAt: vscode.l10n.t('Due date'),
  effort: vscode.l10n.t('Effort'),
  expectedFiles: vscode.l10n.t('Expected files'),
  checks: vscode.l10n.t('Checks'),
  stages: vscode.l10n.t('Stages'),
  stream: vscode.l10n.t('Stream'),
});

export type TaskField = keyof ReturnType<typeof table>;

export const taskFieldWords = (field: TaskField): string => table()[field];

/** The fields that an edit has changed, as people read them; one that has no words here keeps its name. */
export function editedWords(fields: readonly string[]): string {
  const words: Readonly<Record<string, string>> = table();
  return fields.map((field) => words[field] ?? field).join(', ');
}
