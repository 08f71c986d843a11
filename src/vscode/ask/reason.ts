import * as vscode from 'vscode';
import { askText, required } from './text';
import type { Place } from './walk';

/** A reason that must be given; it stays visible in the history. */
export const reasonStep = (prompt: string, placeholder?: string) => ({
  key: 'reason' as const,
  ask: (place: Place) => {
    const mistake = required(vscode.l10n.t('A reason is needed; others will read it.'));
    return askText(place, { prompt, mistake, ...(placeholder !== undefined && { placeholder }) });
  },
});

/** A reason that may be left out by pressing Enter. */
export const optionalReasonStep = (prompt: string) => ({
  key: 'reason' as const,
  ask: (place: Place) => askText(place, { prompt, placeholder: vscode.l10n.t('Optional: Enter goes on without') }),
});
