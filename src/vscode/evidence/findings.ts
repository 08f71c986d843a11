import * as vscode from 'vscode';
import type { CheckResult, FileResult } from '../../domain/evidence/results';
import type { Documents } from '../documents/documents';
import { actorName } from '../words/actors';
import { checkResultWords, fileResultWords, reasonWords } from '../words/evidence';
import { dateAndTime } from '../words/times';
import type { Recorded, Trouble } from './trouble';

/** What a diagnostic of ours is about; quick fixes act on it. */
export interface Finding {
  readonly trouble: Trouble;
  readonly file?: FileResult & { readonly recorded: Recorded | undefined };
  readonly check?: CheckResult;
}

export interface Found {
  readonly uri: vscode.Uri;
  readonly diagnostic: vscode.Diagnostic;
  readonly finding: Finding;
}

const NOWHERE = new vscode.Range(0, 0, 0, 0);

/** Whether there is something on disk that a diagnostic can stand on. */
const isThere = ({ status, expected }: FileResult): boolean => status !== 'missing' && expected !== 'planned';

/** One diagnostic a result: on the file itself, or, where there is none, on the page of the task. */
export function findingsOf(trouble: Trouble, documents: Documents): Found[] {
  const { store, title, task, files, checks, isSince } = trouble;
  const page = documents.address(store, { kind: 'task', task }, title);
  const help = documents.address(store, { kind: 'results' }, vscode.l10n.t('What Is Verified'));
  const found = (uri: vscode.Uri, about: Omit<Finding, 'trouble'>, code: string, level: Level, message: string) => {
    const diagnostic = new vscode.Diagnostic(NOWHERE, message, level);
    diagnostic.source = 'Task Orchestrator';
    diagnostic.code = { value: code, target: help };
    diagnostic.relatedInformation = [
      new vscode.DiagnosticRelatedInformation(new vscode.Location(page, NOWHERE), relatedWords(trouble, about.file)),
    ];
    return { uri, diagnostic, finding: { trouble, ...about } };
  };
  return [
    ...files.map((file) => {
      const uri = isThere(file) ? vscode.Uri.joinPath(store.folder.uri, file.path) : page;
      return found(uri, { file }, file.status, levelOf(file.blocks, isSince), fileWords(title, file));
    }),
    ...checks.map((check) => {
      const isBad = check.status === 'failed' || check.status === 'timed_out';
      const message = `${checkResultWords(check.status).words}: ${check.command}${check.reason === '' ? '' : ` (${reasonWords(check.reason)})`}`;
      return found(page, { check }, `check_${check.status}`, levelOf(isBad, isSince), message);
    }),
  ];
}

type Level = vscode.DiagnosticSeverity;

/** Work that is not done is an error; what changed after it was done may well be right, and is a warning. */
function levelOf(blocks: boolean, isSince: boolean): Level {
  if (!blocks) return vscode.DiagnosticSeverity.Information;
  return isSince ? vscode.DiagnosticSeverity.Warning : vscode.DiagnosticSeverity.Error;
}

function fileWords(title: string, { path, status, reason }: FileResult): string {
  const said = reason === '' ? '' : `: ${reasonWords(reason)}`;
  switch (status) {
    case 'missing':
      return vscode.l10n.t('{0} is missing, which “{1}” should have left', path, title);
    case 'differs':
      return vscode.l10n.t('{0} is not what “{1}” left{2}', path, title, said);
    case 'still_exists':
      return vscode.l10n.t('{0} is there, which “{1}” should have removed{2}', path, title, said);
    default:
      return `${fileResultWords(status).words}: ${path} (${title})${said}`;
  }
}

function relatedWords({ title, at }: Trouble, file: Finding['file']): string {
  const found = vscode.l10n.t('found {0}', dateAndTime(at));
  const recorded = file?.recorded;
  if (!recorded) return `${title}, ${found}`;
  const by = vscode.l10n.t('recorded by {0}, {1}', actorName(recorded.actor), dateAndTime(recorded.at));
  return `${title}: ${by}; ${found}`;
}
