import * as vscode from 'vscode';
import { visibleCheck } from '../../../domain/evidence/checkText';
import type { QueryOutput } from '../../../orchestrator/registry';
import type { CheckLine, Expected } from '../../../shared/taskPanel/view';
import { actorName } from '../../words/actors';
import { checkResultWords } from '../../words/evidence';
import { ago } from '../../words/times';
import type { Facts } from './facts';
import { shownMark } from './standing';

const LONGEST_OUTPUT = 4_000;

/** What a task must leave behind to count as done. */
export const expected = (facts: Facts): Expected => ({
  files: facts.shown.files,
  checks: facts.evidence.checks.map(checkLine),
  empty: emptyWords(facts),
});

/** Files that its worker has named as its own are held against the disk, whether somebody expected them or not (rule G1). */
function emptyWords({ shown, evidence: { files } }: Facts): string {
  if (shown.task.children > 0)
    return vscode.l10n.t('Nothing is expected of this task itself: it is done when its steps are.');
  if (files.some(({ supersededBy }) => supersededBy === null))
    return vscode.l10n.t(
      'No files or checks were named ahead. What it leaves is verified, and nothing says whether that is all of it. Name files that it must leave and commands that must succeed to ask for more.',
    );
  return vscode.l10n.t(
    'Nothing is expected yet, so only a word says that this task is done. Name the files that it must leave behind and commands that must succeed: then it is done only when they are there and say so.',
  );
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
