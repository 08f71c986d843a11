import * as vscode from 'vscode';
import { problemWithCheck, visibleCheck } from '../../../domain/evidence/checkText';
import { askChoice } from '../../ask/pick';
import { askText } from '../../ask/text';
import { BACK, type Answer, type Place } from '../../ask/walk';

/**
 * One check is added, changed, or, left empty, taken away: never all of them as one text, which would be cut in other places
 * than it was put together. `undefined` in the answer: all stays as it is.
 */
export async function askChecks(place: Place, checks: readonly string[]): Promise<Answer<string[] | undefined>> {
  const which = await askWhich(place, checks);
  if (which === undefined || which === BACK) return which;
  const index = which.value;
  const before = visibleCheck(checks[index] ?? '').trim();
  const answer = await askText(place, {
    prompt:
      index < checks.length
        ? vscode.l10n.t('A command that must succeed; empty takes it away.')
        : vscode.l10n.t('A command that must succeed'),
    placeholder: 'npm test',
    // A box shows no more than a line: what it would swallow is written out, and is not taken for text.
    value: hasHidden(checks[index]) ? before : (checks[index] ?? ''),
    mistake: (text) =>
      problemWithCheck(text.trim()) === undefined
        ? undefined
        : vscode.l10n.t('A check is one line of characters that can be seen, with plain spaces between them.'),
  });
  if (answer === undefined || answer === BACK) return answer;
  const text = answer.value;
  if (text === (checks[index] ?? '').trim() || (hasHidden(checks[index]) && text === before))
    return { value: undefined };
  const changed = index < checks.length ? checks.map((check, at) => (at === index ? text : check)) : [...checks, text];
  return { value: [...new Set(changed.filter((check) => check !== ''))] };
}

const hasHidden = (check = ''): boolean => problemWithCheck(check) !== undefined;

async function askWhich(place: Place, checks: readonly string[]): Promise<Answer<number>> {
  if (checks.length === 0) return { value: 0 };
  return askChoice(place, vscode.l10n.t('Which check?'), [
    ...checks.map((check, value) => ({ label: visibleCheck(check), iconPath: new vscode.ThemeIcon('beaker'), value })),
    { label: vscode.l10n.t('Add a check…'), iconPath: new vscode.ThemeIcon('add'), value: checks.length },
  ]);
}
