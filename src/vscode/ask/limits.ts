import * as vscode from 'vscode';
import { LIMITS } from '../../domain/task/task';
import { quoted } from '../words/titles';

/** What the store would refuse is said where it is typed, while it can still be mended. */
export function problemWithLength(text: string, most: number): string | undefined {
  const { length } = text.trim();
  return length > most ? vscode.l10n.t('At most {0} characters are possible; these are {1}.', most, length) : undefined;
}

/** Of an entry, as much as tells which one it is. */
const BEGINNING = 40;

export function problemWithList(
  entries: readonly string[],
  problemWith?: (entry: string) => string | undefined,
): string | undefined {
  const { length } = entries;
  if (length > LIMITS.entries)
    return vscode.l10n.t('At most {0} entries are possible; these are {1}.', LIMITS.entries, length);
  const long = entries.find((entry) => entry.length > LIMITS.entry);
  if (long !== undefined) {
    const beginning = quoted(`${long.slice(0, BEGINNING)}…`);
    return vscode.l10n.t('An entry has at most {0} characters; {1} has {2}.', LIMITS.entry, beginning, long.length);
  }
  for (const entry of entries) {
    const problem = problemWith?.(entry);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
