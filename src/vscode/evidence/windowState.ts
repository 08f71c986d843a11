import * as vscode from 'vscode';
import type { FolderStore } from '../folderStore';
import type { Stores } from '../stores';
import { FolderPaths } from './folderPaths';

/** As many as are told of; nobody has more open with changes. */
const MOST_UNSAVED = 10_000;

/** Tells each engine whether its folder is trusted, and which of its files have changes in an editor that are not saved. */
export class WindowState {
  readonly #stores: Stores;

  constructor(stores: Stores) {
    this.#stores = stores;
  }

  start(): vscode.Disposable {
    return this.#stores.followEach((store) => follow(store));
  }
}

function follow(store: FolderStore): vscode.Disposable {
  const paths = new FolderPaths(store.folder.uri);
  let told = '';
  const tell = (): void => {
    const state = { trusted: vscode.workspace.isTrusted, unsaved: unsavedIn(paths) };
    const text = JSON.stringify(state);
    if (text === told) return;
    told = text;
    store.tellWindow(state);
  };
  const dirty = new Set<string>();
  /** Called for each key that is pressed; it goes on only when a file becomes dirty or is no more. */
  const look = ({ uri, isDirty }: { readonly uri: vscode.Uri; readonly isDirty: boolean }): void => {
    if (uri.scheme !== 'file') return;
    const key = uri.toString();
    if (dirty.has(key) === isDirty) return;
    if (isDirty) dirty.add(key);
    else dirty.delete(key);
    tell();
  };
  const closed = ({ uri }: { readonly uri: vscode.Uri }): void => look({ uri, isDirty: false });
  for (const document of [...vscode.workspace.textDocuments, ...vscode.workspace.notebookDocuments]) look(document);
  tell();
  const { workspace } = vscode;
  return vscode.Disposable.from(
    workspace.onDidOpenTextDocument(look),
    // Also when only the state of a document changes, as by a save or *Revert File*.
    workspace.onDidChangeTextDocument(({ document }) => look(document)),
    workspace.onDidSaveTextDocument(look),
    workspace.onDidCloseTextDocument(closed),
    workspace.onDidOpenNotebookDocument(look),
    workspace.onDidChangeNotebookDocument(({ notebook }) => look(notebook)),
    workspace.onDidSaveNotebookDocument(look),
    workspace.onDidCloseNotebookDocument(closed),
    workspace.onDidGrantWorkspaceTrust(tell),
  );
}

function unsavedIn(paths: FolderPaths): string[] {
  const open = [...vscode.workspace.textDocuments, ...vscode.workspace.notebookDocuments];
  return open
    .filter(({ isDirty, isClosed }) => isDirty && !isClosed)
    .flatMap(({ uri }) => paths.of(uri) ?? [])
    .slice(0, MOST_UNSAVED);
}
