import * as vscode from 'vscode';
import { seal } from '../commands/sealed';
import { commandId, type CommandKey } from '../contributions/commands';
import { SCHEME } from '../contributions/schemes';
import type { EvidenceDiagnostics } from './diagnostics';
import type { Finding } from './findings';

/** On each finding what a person can do about it; the commands are those of the palette. */
export class QuickFixes implements vscode.CodeActionProvider {
  readonly #diagnostics: EvidenceDiagnostics;

  constructor(diagnostics: EvidenceDiagnostics) {
    this.#diagnostics = diagnostics;
  }

  start(): vscode.Disposable {
    return vscode.languages.registerCodeActionsProvider([{ scheme: 'file' }, { scheme: SCHEME }], this, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    });
  }

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    return this.#diagnostics.findingsAt(document.uri, diagnostics).flatMap(([diagnostic, finding]) =>
      fixesFor(finding).map(({ title, command, fields }) => {
        const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
        const { store, task } = finding.trouble;
        action.diagnostics = [diagnostic];
        action.command = {
          command: commandId(command),
          title,
          arguments: [seal({ store, task: { id: task }, fields })],
        };
        return action;
      }),
    );
  }
}

interface Fix {
  readonly title: string;
  readonly command: CommandKey;
  readonly fields: Readonly<Record<string, unknown>>;
}

function fixesFor({ trouble, file, check }: Finding): Fix[] {
  const { title, isSince } = trouble;
  const fix = (command: CommandKey, words: string, fields: Fix['fields'] = {}): Fix => ({
    title: words,
    command,
    fields,
  });
  const ofFile = (path: string): Fix[] => {
    const one = { paths: [path] };
    const isComparable = file?.expected !== 'directory' && file?.status !== 'outside' && file?.status !== 'unreadable';
    const isRestorable = file?.recorded?.kept === true || file?.status === 'still_exists';
    return [
      ...(isComparable && file?.recorded?.kept === true
        ? [fix('showRecorded', vscode.l10n.t('Show Recorded vs. Current: {0}', path), one)]
        : []),
      ...(isRestorable && isComparable ? [fix('restoreFiles', vscode.l10n.t('Restore {0}…', path), one)] : []),
      ...(file?.status === 'outside' || file?.status === 'unreadable'
        ? []
        : [fix('acceptContent', vscode.l10n.t('Accept Current Content of {0}…', path), one)]),
      fix('detachFile', vscode.l10n.t('Detach {0} from the Task…', path), one),
    ];
  };
  return [
    fix('verifyTask', vscode.l10n.t('Verify Again: {0}', title)),
    ...(check?.status === 'not_approved' ? [fix('approveChecks', vscode.l10n.t('Approve Checks…'))] : []),
    ...(check && check.output !== '' ? [fix('showChecks', vscode.l10n.t('Show Output of Checks'))] : []),
    // A glob of the plan is no file that the task answers for.
    ...(file && file.expected !== 'planned' ? ofFile(file.path) : []),
    ...(isSince ? [fix('reopenTask', vscode.l10n.t('Reopen Task: {0}…', title))] : []),
    ...(isSince ? [] : [fix('overrideTask', vscode.l10n.t('Complete Anyway: {0}…', title))]),
  ];
}
