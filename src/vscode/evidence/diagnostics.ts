import * as vscode from 'vscode';
import type { Documents } from '../documents/documents';
import type { FolderStore } from '../folderStore';
import type { Stores } from '../stores';
import type { Evidence } from './evidence';
import { findingsOf, type Finding, type Found } from './findings';

/** Shows in Problems what is not as a task says, and remembers what each diagnostic is about. */
export class EvidenceDiagnostics {
  readonly #stores: Stores;
  readonly #evidence: Evidence;
  readonly #documents: Documents;
  readonly #collection = vscode.languages.createDiagnosticCollection('task-orchestrator-evidence');
  readonly #shown = new Map<FolderStore, readonly Found[]>();

  constructor(stores: Stores, evidence: Evidence, documents: Documents) {
    this.#stores = stores;
    this.#evidence = evidence;
    this.#documents = documents;
  }

  start(): vscode.Disposable {
    return vscode.Disposable.from(
      this.#collection,
      this.#evidence.onDidChange((store) => this.#show(store)),
      this.#stores.onDidChange(() => {
        for (const store of [...this.#shown.keys()]) if (!this.#stores.all.includes(store)) this.#show(store);
      }),
    );
  }

  /** VS Code hands out copies of diagnostics, so they are known by what they say. */
  findingsAt(uri: vscode.Uri, diagnostics: readonly vscode.Diagnostic[]): [vscode.Diagnostic, Finding][] {
    const here = this.#at(uri.toString());
    return diagnostics.flatMap((diagnostic) => {
      const match = here.find(({ diagnostic: { message } }) => message === diagnostic.message);
      return match ? [[diagnostic, match.finding] as [vscode.Diagnostic, Finding]] : [];
    });
  }

  #show(store: FolderStore): void {
    const before = this.#shown.get(store) ?? [];
    const isOpen = this.#stores.all.includes(store);
    const now = isOpen ? this.#evidence.of(store).flatMap((trouble) => findingsOf(trouble, this.#documents)) : [];
    if (isOpen) this.#shown.set(store, now);
    else this.#shown.delete(store);
    // A file may lie in two folders of the workspace; what the other store says of it stays.
    const uris = new Map([...before, ...now].map(({ uri }) => [uri.toString(), uri]));
    this.#collection.set(
      [...uris].map(([key, uri]) => [uri, this.#at(key).map(({ diagnostic }) => diagnostic)] as const).map(mutable),
    );
  }

  #at(key: string): Found[] {
    return [...this.#shown.values()].flat().filter(({ uri }) => uri.toString() === key);
  }
}

const mutable = ([uri, diagnostics]: readonly [vscode.Uri, vscode.Diagnostic[]]): [vscode.Uri, vscode.Diagnostic[]] => [
  uri,
  diagnostics,
];
