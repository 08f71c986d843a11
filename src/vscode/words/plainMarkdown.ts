import * as vscode from 'vscode';

/** A text in Markdown that shows as it is, and wraps between its words: VS Code's own way of adding one glues them together. */
export function plainMarkdown(text: string): string {
  const { value } = new vscode.MarkdownString().appendText(text);
  // Blanks at the beginning of a line stay as they are, and one after a dot, which could begin a numbered list.
  return value.replace(/(?<=[^\s.;])&nbsp;(?=[^\s&])/g, ' ');
}
