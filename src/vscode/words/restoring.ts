import * as vscode from 'vscode';
import type { QueryOutput } from '../../orchestrator/registry';
import { isolated, quoted } from './titles';

type RestoreStep = QueryOutput<'restore.preview'>['steps'][number];

/** A dialog has room for so many files, with paths of so many letters. */
const MOST_NAMED = 10;
const MOST_OF_A_PATH = 80;

/** What a person is shown of a file that is to be put back. */
export interface Told {
  readonly isUnsaved: (step: RestoreStep) => boolean;
  /** Of the tasks that have done something there since. */
  readonly titles: ReadonlyMap<string, string>;
}

/** What becomes of a file. */
export function actionWords({ action, now }: RestoreStep, isUnsaved: boolean): string {
  if (action === 'remove') return vscode.l10n.t('is removed');
  if (now === 'missing') return vscode.l10n.t('is made again');
  return isUnsaved
    ? vscode.l10n.t('is replaced with what was recorded, and so is what is not saved')
    : vscode.l10n.t('is replaced with what was recorded');
}

/** Whose work there is undone by it. */
export function othersWords({ others }: RestoreStep, { titles }: Told): string | undefined {
  if (others.length === 0) return undefined;
  return vscode.l10n.t('Undoes what {0} did there', others.map((id) => quoted(titles.get(id) ?? id)).join(', '));
}

/** Said before files are put back: to what, what becomes of each, and the way back. */
export function restoreDetail(
  steps: readonly RestoreStep[],
  told: Told,
  checkpoint: { readonly name: string; readonly at: string } | undefined,
): string {
  const more = steps.length - MOST_NAMED;
  const each = steps
    .slice(0, MOST_NAMED)
    .map((step) =>
      [
        vscode.l10n.t('{0}: {1}', isolated(shortened(step.path)), actionWords(step, told.isUnsaved(step))),
        othersWords(step, told),
      ]
        .filter((words) => words !== undefined)
        .join('. '),
    );
  const losesSome = steps.some(({ now }) => now !== 'missing');
  return [
    checkpoint
      ? vscode.l10n.t('As they were at “{0}”, {1}:', isolated(checkpoint.name), checkpoint.at)
      : vscode.l10n.t('As they were last recorded:'),
    [...each, ...(more > 0 ? [vscode.l10n.t('and {0} more', more.toLocaleString())] : [])].join('\n'),
    losesSome
      ? vscode.l10n.t(
          'What is there now is kept first, so that you can undo this. What is no text, or too large, goes to the trash.',
        )
      : vscode.l10n.t('You can undo this afterwards.'),
  ].join('\n\n');
}

/** Its beginning and its end say most. */
function shortened(path: string): string {
  if (path.length <= MOST_OF_A_PATH) return path;
  const half = Math.floor(MOST_OF_A_PATH / 2);
  return `${path.slice(0, half)}…${path.slice(-half)}`;
}
