import * as vscode from 'vscode';
import type { FileProblem } from '../../../domain/source/fileProblem';
import { separator, type Choice, type Line } from '../../ask/pick';

/** Somewhere in a file that people write; lines count from 1. */
export interface FilePlace {
  readonly file: string;
  readonly line: number;
}

export async function openAt({ file, line }: FilePlace): Promise<vscode.TextEditor> {
  const at = new vscode.Position(Math.max(0, line - 1), 0);
  return vscode.window.showTextDocument(vscode.Uri.file(file), { selection: new vscode.Range(at, at) });
}

export const fileName = (file: string): string => vscode.Uri.file(file).path.split('/').at(-1) ?? file;

/** What is wrong, as rows that lead to where it is mended. */
export function problemChoices<Value>(
  problems: readonly Pick<FileProblem, 'file' | 'line' | 'message' | 'severity'>[],
  valueOf: (place: FilePlace) => Value,
): (Choice<Value> | Line)[] {
  if (problems.length === 0) return [];
  return [
    separator(vscode.l10n.t('To be mended')),
    ...problems.map(({ file, line, message, severity }) => ({
      label: message,
      description: vscode.l10n.t('{0}, line {1}', fileName(file), line),
      iconPath: new vscode.ThemeIcon(severity),
      value: valueOf({ file, line }),
    })),
  ];
}
