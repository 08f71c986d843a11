import * as vscode from 'vscode';
import type { RestoreStep } from '../evidence/compare';

/** A dialog has room for so many on any screen. */
const MOST_NAMED = 10;

/** What becomes of a file. */
export function actionWords({ action, now }: RestoreStep, isUnsaved: boolean): string {
  if (action === 'remove') return vscode.l10n.t('is removed');
  if (now === 'missing') return vscode.l10n.t('comes back');
  return isUnsaved
    ? vscode.l10n.t('gets its recorded content back, in place of what is not saved')
    : vscode.l10n.t('gets its recorded content back');
}

/** Said before files are put back: to what, what becomes of each, and the way back. */
export function restoreDetail(
  steps: readonly RestoreStep[],
  isUnsaved: (step: RestoreStep) => boolean,
  checkpoint: { readonly name: string; readonly at: string } | undefined,
): string {
  const more = steps.length - MOST_NAMED;
  const each = steps
    .slice(0, MOST_NAMED)
    .map((step) => vscode.l10n.t('{0}: {1}', step.path, actionWords(step, isUnsaved(step))));
  const losesSome = steps.some(({ now }) => now !== 'missing');
  return [
    checkpoint
      ? vscode.l10n.t('As they were at “{0}”, {1}:', checkpoint.name, checkpoint.at)
      : vscode.l10n.t('As they were last recorded:'),
    [...each, ...(more > 0 ? [vscode.l10n.t('and {0} more', more)] : [])].join('\n'),
    ...(losesSome ? [vscode.l10n.t('What is there now is kept first, and you can undo this afterwards.')] : []),
  ].join('\n\n');
}
