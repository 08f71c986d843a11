import * as vscode from 'vscode';
import { seal } from '../commands/sealed';
import { commandId, type CommandKey } from '../contributions/commands';
import { SCHEME } from '../contributions/schemes';
import type { EvidenceDiagnostics } from './diagnostics';
import type { Finding } from './findings';
import { mendingsOf, type Mending } from './mendings';

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
  const fix = (command: CommandKey, title: string, fields: Fix['fields'] = {}): Fix => ({
    title,
    command,
    fields,
  });
  const words: Record<Mending, (path: string) => string> = {
    showRecorded: (path) => vscode.l10n.t('Show Recorded vs. Current: {0}', path),
    restoreFiles: (path) => vscode.l10n.t('Restore {0}…', path),
    acceptContent: (path) => vscode.l10n.t('Accept Current Content of {0}…', path),
    detachFile: (path) => vscode.l10n.t('Detach {0} from the Task…', path),
  };
  const ofFile = ({ path, expected, status, recorded }: NonNullable<Finding['file']>): Fix[] =>
    mendingsOf({ expected, status, isKept: recorded?.kept === true }).map((mending) =>
      fix(mending, words[mending](path), { paths: [path] }),
    );
  return [
    fix('verifyTask', vscode.l10n.t('Verify Again: {0}', title)),
    ...(check?.status === 'not_approved' ? [fix('approveChecks', vscode.l10n.t('Approve Checks…'))] : []),
    ...(check && check.output !== '' ? [fix('showChecks', vscode.l10n.t('Show Output of Checks'))] : []),
    ...(file ? ofFile(file) : []),
    ...(isSince ? [fix('reopenTask', vscode.l10n.t('Reopen Task: {0}…', title))] : []),
    ...(isSince ? [] : [fix('overrideTask', vscode.l10n.t('Complete Anyway: {0}…', title))]),
  ];
}
