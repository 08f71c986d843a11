import * as vscode from 'vscode';
import { visibleCheck } from '../../../domain/evidence/checkText';
import type { QueryOutput } from '../../../orchestrator/registry';
import type { CheckLine, Expected, ExpectedFile } from '../../../shared/taskPanel/view';
import { actorName } from '../../words/actors';
import { checkResultWords, fileResultWords, reasonWords } from '../../words/evidence';
import { ago } from '../../words/times';
import type { Facts } from './facts';
import { shownMark } from './standing';

const LONGEST_OUTPUT = 4_000;

/** What a task must leave behind to count as done. */
export const expected = (facts: Facts): Expected => ({
  files: facts.shown.files.map((path) => expectedFile(facts, path)),
  checks: facts.evidence.checks.map(checkLine),
  empty: emptyWords(facts),
  ...emptyLines(facts),
});

/** What is done by its steps is asked for nothing, and needs no word on what it could be asked for. */
function emptyLines({ shown: { task } }: Facts): Pick<Expected, 'noFiles' | 'noChecks'> {
  if (task.children > 0) return { noFiles: vscode.l10n.t('None.'), noChecks: vscode.l10n.t('None.') };
  return {
    noFiles: vscode.l10n.t('None. Whatever it changes counts.'),
    noChecks: vscode.l10n.t('None. A check is a command that must succeed before the task is done, such as its tests.'),
  };
}

/** Files that its worker has named as its own are held against the disk, whether somebody expected them or not (rule G1). */
function emptyWords({ shown, evidence: { files } }: Facts): string {
  if (shown.task.children > 0)
    return vscode.l10n.t('Nothing is expected of this task itself: it is done when its steps are.');
  if (files.some(({ supersededBy }) => supersededBy === null))
    return vscode.l10n.t(
      'No expected files or checks are set. What it changes is verified, but nothing says whether that is all. Name files that it must leave behind and commands that must succeed to ask for more.',
    );
  return vscode.l10n.t(
    'No expected files or checks are set, so this task counts as done when someone says so. Name the files that it must leave behind and the commands that must succeed: then it is done only when they are there and succeed.',
  );
}

/** What its worker names as its own is found with that file; of all else it is said here whether it is there. */
function expectedFile({ evidence: { verification } }: Facts, path: string): ExpectedFile {
  const found = verification?.files.find((file) => file.expected === 'planned' && file.path === path);
  return {
    path,
    standing: found ? shownMark(fileResultWords(found.status)) : null,
    // That nothing matches it is what missing means.
    reason: found && found.status !== 'missing' ? reasonWords(found.reason) : '',
    gone: found?.status === 'missing',
  };
}

function checkLine({ command, approved, last }: QueryOutput<'task.evidence'>['checks'][number]): CheckLine {
  return {
    command: visibleCheck(command),
    permission: approved
      ? {
          icon: 'shield',
          color: 'testing.iconPassed',
          words: vscode.l10n.t('May be run, approved by {0} {1}', actorName(approved.actor), ago(approved.at)),
        }
      : {
          icon: 'shield',
          color: 'charts.yellow',
          words: vscode.l10n.t('Not approved by a person, so it is not run'),
        },
    standing: approved ? shownMark(checkResultWords(last?.status ?? null)) : null,
    reason: approved ? (last?.reason ?? '') : '',
    output: (last?.output ?? '').slice(-LONGEST_OUTPUT),
  };
}
