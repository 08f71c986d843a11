import * as vscode from 'vscode';
import { visibleCheck } from '../../../domain/evidence/checkText';
import { isUnsound } from '../../../domain/evidence/results';
import type { Act } from '../../../shared/taskPanel/messages';
import type { Detail, Standing as ShownStanding, Stopped } from '../../../shared/taskPanel/view';
import { mendingsOf, type Mending } from '../../evidence/mendings';
import { lookOf, standingOf, type Standing } from '../../tasks/standing';
import { fileResultWords } from '../../words/evidence';
import { byPath } from '../../words/pathOrder';
import { stateWords } from '../../words/states';
import { capped, present, text } from './details';
import type { Facts } from './facts';

/** A card of its own says what is to be done about these. */
const MORE_URGENT: ReadonlySet<Standing> = new Set([
  'plan_awaiting_approval',
  'implementation_awaiting_approval',
  'interrupted',
  'blocked',
  'failed',
  'archived',
]);

/** What a task left is not as it should be, and nothing more urgent is to be said of it. */
const isWrong = ({ shown: { task } }: Facts): boolean => isUnsound(task) && !MORE_URGENT.has(standingOf(task));

const isDone = ({ shown: { task } }: Facts): boolean => task.state === 'completed';

/** Files and checks that do not hold, as they were last found. */
export function failing({ evidence: { verification, files } }: Facts) {
  const failed = (verification?.files ?? [])
    .filter(({ blocks }) => blocks)
    .sort((one, other) => byPath(one.path, other.path));
  const kept = new Set(files.flatMap(({ path, kept: isKept }) => (isKept ? [path] : [])));
  return {
    files: failed,
    checks: (verification?.checks ?? []).filter(({ status }) => status === 'failed' || status === 'timed_out'),
    mendings: new Set<Mending>(failed.flatMap((file) => mendingsOf({ ...file, isKept: kept.has(file.path) }))),
  };
}

type Failing = ReturnType<typeof failing>;

/** Says in the line below the title what is wrong, whoever is at work on it. */
export function unsoundStanding(facts: Facts): ShownStanding | undefined {
  if (!isWrong(facts)) return undefined;
  const { icon, color = null } = lookOf(facts.shown.task);
  const counted = countWords(failing(facts));
  return { icon, color, words: counted === '' ? stateWords(facts.shown.task) : standingWords(facts, counted) };
}

function standingWords(facts: Facts, counted: string): string {
  if (!isDone(facts)) return vscode.l10n.t('Not done: {0}', counted);
  return hasChanged(facts) ? sinceWords(failing(facts)) : vscode.l10n.t('Done, but {0}', counted);
}

/** It held when it was done. */
const hasChanged = ({ shown: { task } }: Facts): boolean => task.evidence === 'changed';

function sinceWords({ files: { length: files }, checks: { length: checks } }: Failing): string {
  if (files === 0)
    return checks === 1
      ? vscode.l10n.t('Done, 1 check fails since')
      : vscode.l10n.t('Done, {0} checks fail since', checks);
  const changed =
    files === 1 ? vscode.l10n.t('Done, 1 file changed since') : vscode.l10n.t('Done, {0} files changed since', files);
  return checks === 0 ? changed : `${changed}, ${checkWords(checks)}`;
}

export function unsoundCard(facts: Facts): Stopped | null {
  if (!isWrong(facts)) return null;
  const { icon, color = null } = lookOf(facts.shown.task);
  const found = failing(facts);
  return {
    kind: 'stopped',
    icon,
    color,
    heading: headingFor(facts, found),
    text: '',
    details: present([...fileDetails(found), ...checkDetails(found)]),
    next: nextFor(facts, found),
    acts: actsFor(facts, found),
  };
}

function headingFor(facts: Facts, found: Failing): string {
  const counted = countWords(found);
  if (counted === '') return stateWords(facts.shown.task);
  if (!isDone(facts)) return vscode.l10n.t('Handed in as done, but {0}.', counted);
  return hasChanged(facts) ? changedHeading(found) : vscode.l10n.t('Done, but {0}.', counted);
}

function changedHeading({ files: { length: files }, checks: { length: checks } }: Failing): string {
  if (files === 0)
    return checks === 1
      ? vscode.l10n.t('1 check fails since this was done.')
      : vscode.l10n.t('{0} checks fail since this was done.', checks);
  if (checks > 0) return vscode.l10n.t('Files have changed since this was done, and {0}.', checkWords(checks));
  return files === 1
    ? vscode.l10n.t('1 file has changed since this was done.')
    : vscode.l10n.t('{0} files have changed since this was done.', files);
}

function fileDetails({ files }: Failing): Detail[] {
  const results = [...new Set(files.map(({ status }) => status))];
  return results.map((result) => ({
    name: fileResultWords(result).words,
    // What is not there cannot be opened.
    kind: result === 'missing' ? 'code' : 'file',
    ...capped(files.filter(({ status }) => status === result).map(({ path }) => path)),
  }));
}

function checkDetails({ checks }: Failing): Detail[] {
  const commands = checks.map(({ command }) => visibleCheck(command));
  return [
    { name: vscode.l10n.t('Failed'), kind: 'code', ...capped(commands) },
    text(vscode.l10n.t('Why'), ...new Set(checks.map(({ reason }) => reason).filter((reason) => reason !== ''))),
  ];
}

/** The likeliest first; what each of them is about is asked by its command. */
function actsFor(facts: Facts, { mendings, files }: Failing): Act[] {
  const isThere = files.some(({ status }) => status !== 'missing');
  const accept: Act[] = mendings.has('acceptContent') && (isThere || isDone(facts)) ? ['acceptFiles'] : [];
  const putBack: Act[] = mendings.has('restoreFiles') ? ['putBack'] : [];
  // There is no content in what is missing; that it is gone can be right only after it was done.
  return isThere ? [...putBack, ...accept, 'verify'] : [...putBack, 'verify', ...accept];
}

function nextFor(facts: Facts, { mendings }: Failing): string {
  if (!isDone(facts)) return vscode.l10n.t('Fix what failed, then finish it again.');
  return mendings.has('acceptContent')
    ? vscode.l10n.t('Restore the files, or accept their current content.')
    : vscode.l10n.t('Fix what failed, then verify it.');
}

export function countWords({ files, checks }: Failing): string {
  return [fileWords(files), checkWords(checks.length)].filter((part) => part !== '').join(', ');
}

function fileWords(files: Failing['files']): string {
  const count = files.length;
  if (count === 0) return '';
  if (files.every(({ status }) => status === 'differs'))
    return count === 1 ? vscode.l10n.t('1 file differs') : vscode.l10n.t('{0} files differ', count);
  if (files.every(({ status }) => status === 'missing'))
    return count === 1 ? vscode.l10n.t('1 file is missing') : vscode.l10n.t('{0} files are missing', count);
  return count === 1 ? vscode.l10n.t('1 file does not hold') : vscode.l10n.t('{0} files do not hold', count);
}

function checkWords(count: number): string {
  if (count === 0) return '';
  return count === 1 ? vscode.l10n.t('1 check failed') : vscode.l10n.t('{0} checks failed', count);
}
