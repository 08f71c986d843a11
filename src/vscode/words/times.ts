import * as vscode from 'vscode';
import { exactTime, timeAgo } from '../../shared/times';

/** "2 hr. ago", as people of the editor's language say it. */
export const ago = (at: number, now = Date.now()): string =>
  timeAgo(at, now, vscode.env.language, vscode.l10n.t('just now'));

export const dateAndTime = (at: number): string => exactTime(at, vscode.env.language);

/** How often "2 minutes ago" is looked at again while somebody can see it. */
export const RELATIVE_TIME_MS = 60_000;
