import * as vscode from 'vscode';
import { FILE_RESULTS } from '../../domain/evidence/results';
import type { QueryOutput } from '../../orchestrator/registry';
import { actorName } from '../words/actors';
import { checkResultWords, fileResultWords } from '../words/evidence';
import { resultMeaning } from '../words/resultMeaning';
import { dateAndTime } from '../words/times';
import { lines, part } from './markdown';

/** The checks of a task, with what they printed when they were last run. */
export function checksText(title: string, { checks, verification }: QueryOutput<'task.evidence'>): string {
  const parts = checks.map(({ command, approved, last }) => {
    const facts = [
      last
        ? `${checkResultWords(last.status).words}${last.reason === '' ? '' : `: ${last.reason}`}`
        : checkResultWords(null).words,
      // A check that failed by it says so in its reason.
      typeof last?.exitCode === 'number' && last.reason === '' ? vscode.l10n.t('exit code {0}', last.exitCode) : null,
      last && last.durationMs > 0 ? vscode.l10n.t('{0} s', (last.durationMs / 1000).toFixed(1)) : null,
      approved
        ? vscode.l10n.t('approved by {0}, {1}', actorName(approved.actor), dateAndTime(approved.at))
        : vscode.l10n.t('not approved by anybody'),
    ].filter((fact) => fact !== null);
    return part(`\`${command}\``, [facts.join(' · '), fenced(last?.output ?? '')].filter(Boolean).join('\n\n'));
  });
  return lines(
    `# ${vscode.l10n.t('Checks of {0}', title)}`,
    '',
    verification ? vscode.l10n.t('Last run {0}', dateAndTime(verification.at)) : vscode.l10n.t('Never run.'),
    ...(checks.length === 0 ? ['', vscode.l10n.t('It has no checks.')] : parts),
  );
}

/** Output may hold fences of its own; a longer one goes round them. */
function fenced(text: string): string {
  if (text === '') return '';
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text.trimEnd()}\n${fence}`;
}

/** What each result means; diagnostics link to it. */
export const resultsText = (): string =>
  lines(
    `# ${vscode.l10n.t('What is verified')}`,
    '',
    vscode.l10n.t(
      'A task answers for the files it has changed. They are held against the disk when it is finished, and whenever they change afterwards; only content that is there counts. Its checks are commands that a person has approved; their exit code decides.',
    ),
    ...FILE_RESULTS.map((status) => part(fileResultWords(status).words, resultMeaning(status))),
  );
