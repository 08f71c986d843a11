import * as vscode from 'vscode';
import type { FileProblem } from '../domain/source/fileProblem';
import type { FolderStore } from './folderStore';
import type { Stores } from './stores';

/** Shows what is wrong with files of roles and templates among the problems of VS Code, at their lines (rule R15). */
export class FileProblems {
  readonly #stores: Stores;
  readonly #collection = vscode.languages.createDiagnosticCollection('task-orchestrator-files');
  readonly #shown = new Map<FolderStore, readonly FileProblem[]>();

  constructor(stores: Stores) {
    this.#stores = stores;
  }

  start(): vscode.Disposable {
    return vscode.Disposable.from(
      this.#collection,
      this.#stores.followEach((store) => {
        this.#show(store, store.fileProblems);
        return vscode.Disposable.from(
          store.onDidChangeFileProblems((problems) => this.#show(store, problems)),
          store.onDidChangeStatus(({ state }) => {
            if (state === 'closed') this.#show(store, []);
          }),
        );
      }),
    );
  }

  #show(store: FolderStore, problems: readonly FileProblem[]): void {
    this.#shown.set(store, problems);
    this.#collection.clear();
    // Two folders may share the files of one configuration folder.
    const byFile = new Map<string, FileProblem[]>();
    const all = new Map([...this.#shown.values()].flat().map((problem) => [JSON.stringify(problem), problem]));
    for (const problem of all.values()) byFile.set(problem.file, [...(byFile.get(problem.file) ?? []), problem]);
    for (const [file, found] of byFile) this.#collection.set(vscode.Uri.file(file), found.map(diagnosticOf));
  }
}

function diagnosticOf({ line, column, endLine = line, endColumn, message, severity }: FileProblem): vscode.Diagnostic {
  const end = endColumn ?? Number.MAX_SAFE_INTEGER;
  const range = new vscode.Range(line - 1, column - 1, endLine - 1, endColumn === undefined ? end : end - 1);
  const level = severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
  return Object.assign(new vscode.Diagnostic(range, message, level), { source: 'Task Orchestrator' });
}
