import * as vscode from 'vscode';
import { isUnsound } from '../../../domain/evidence/results';
import type { QueryOutput } from '../../../orchestrator/registry';
import type { FileAct } from '../../../shared/taskPanel/messages';
import type { Evidence, EvidenceFile, FileTool } from '../../../shared/taskPanel/view';
import { mendingsOf, type Mending } from '../../evidence/mendings';
import type { RowsNow } from '../../tasks/rowsNow';
import { actorName } from '../../words/actors';
import { fileTool } from '../acts';
import { evidenceWords, fileResultWords, notFoundWords, reasonWords } from '../../words/evidence';
import { byPath } from '../../words/pathOrder';
import { ago } from '../../words/times';
import { quoted } from '../../words/titles';
import type { Facts } from './facts';
import { shownMark } from './standing';
import { countWords, failing } from './unsound';

type Known = QueryOutput<'task.evidence'>;

const MOST_FILES = 300;

/** The files that a task answers for, and what was last found of them; null where there is nothing to say. */
export function evidence(facts: Facts, readOnly: boolean): Evidence | null {
  const { shown, evidence: known, others } = facts;
  const { evidence: state, files, verification, override } = known;
  if (files.length === 0 && verification === null && override === null) return null;
  const mark = evidenceWords(state);
  const failed = failing(facts);
  const filesFail = failed.files.some(({ expected }) => expected !== 'planned');
  // Above files that all hold, how the task stands would read as if it were about them.
  const isElsewhere = !override && !filesFail && countWords(failed) !== '';
  const isOfFiles = files.length > 0 && !isElsewhere;
  const worst = [...files].sort((a, b) => weight(b) - weight(a) || byPath(a.path, b.path));
  return {
    standing: mark && (isOfFiles || override) ? shownMark(mark) : null,
    // What does not hold is listed below it.
    summary: override ? override.reason : mark && !isOfFiles ? lastVerified(facts) : '',
    by: override ? actorName(override.actor) : verification ? actorName(verification.actor) : '',
    at: override?.at ?? verification?.at ?? null,
    files: worst.slice(0, MOST_FILES).map((file) => fileLine(file, others, readOnly)),
    left: Math.max(0, files.length - MOST_FILES),
    filesFail: isUnsound(shown.task) && filesFail,
  };
}

/** Without a file that could stand for it, how a task stands would read as if it were about whoever has verified it. */
function lastVerified(facts: Facts): string {
  const { verification } = facts.evidence;
  if (!verification) return '';
  const { actor, at, summary, checks } = verification;
  const found = [countWords(failing(facts)), reasonWords(summary), passedWords(checks.length)].find(
    (words) => words !== '',
  );
  return vscode.l10n.t('Last verified by {0}, {1}: {2}', actorName(actor), ago(at), found ?? '');
}

const passedWords = (count: number): string =>
  count === 1 ? vscode.l10n.t('1 check passed') : vscode.l10n.t('{0} checks passed', count);

/** What does not hold comes first. */
const weight = (file: Known['files'][number]): number => {
  if (file.supersededBy !== null) return 0;
  if (wasNotFound(file)) return 3;
  return file.status === 'verified' ? 1 : file.status === null ? 2 : 3;
};

/** What is there when it is reported has a content by then. */
const wasNotFound = ({ status, noticed, expected, hash }: Known['files'][number]): boolean =>
  status === null && noticed === 'claimed' && expected !== 'absent' && hash === null;

function fileLine(file: Known['files'][number], others: RowsNow, readOnly: boolean): EvidenceFile {
  const { path, expected, status, reason, supersededBy, checkedAt } = file;
  const found =
    supersededBy === null
      ? wasNotFound(file)
        ? notFoundWords()
        : fileResultWords(status)
      : { icon: 'arrow-right', words: superseded(others.get(supersededBy)?.task.title) };
  const isGone = expected === 'absent' || status === 'missing' || wasNotFound(file);
  return {
    path,
    standing: shownMark(found),
    reason: reasonWords(reason),
    gone: isGone,
    checkedAt,
    tools: toolsFor(file, readOnly),
  };
}

const ACTS: Record<Mending, FileAct> = {
  showRecorded: 'compareFiles',
  restoreFiles: 'putBack',
  acceptContent: 'acceptFiles',
  detachFile: 'dropFile',
};

/** Nothing needs doing about what holds, nor about what another task answers for. */
function toolsFor({ expected, status, supersededBy, kept }: Known['files'][number], readOnly: boolean): FileTool[] {
  if (supersededBy !== null || status === null || status === 'verified') return [];
  const offered = mendingsOf({ expected, status, isKept: kept });
  return offered.filter((mending) => !readOnly || mending === 'showRecorded').map((mending) => fileTool(ACTS[mending]));
}

const superseded = (title: string | undefined): string =>
  title === undefined
    ? vscode.l10n.t('Answered for by another task now')
    : vscode.l10n.t('Answered for by {0} now', quoted(title));
