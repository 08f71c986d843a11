import * as vscode from 'vscode';

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** "2 hr. ago", as people of the editor's language say it. */
export function ago(at: number, now = Date.now()): string {
  const [unit, size] = UNITS.find(([, ms]) => now - at >= ms) ?? ['minute', 60_000];
  const format = new Intl.RelativeTimeFormat(vscode.env.language, { style: 'short' });
  const count = Math.floor((now - at) / size);
  return count === 0 ? vscode.l10n.t('just now') : format.format(-count, unit);
}

export const dateAndTime = (at: number): string =>
  new Date(at).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });
