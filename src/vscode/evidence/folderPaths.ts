import * as vscode from 'vscode';

/** Paths of files as a store knows them: relative to its folder, with forward slashes. */
export class FolderPaths {
  readonly #folder: vscode.Uri;
  readonly #prefix: string;

  constructor(folder: vscode.Uri) {
    this.#folder = folder;
    this.#prefix = folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
  }

  /** undefined: it lies elsewhere. */
  of({ scheme, path }: vscode.Uri): string | undefined {
    return scheme === 'file' && path.startsWith(this.#prefix) ? path.slice(this.#prefix.length) : undefined;
  }

  uri(path: string): vscode.Uri {
    return vscode.Uri.joinPath(this.#folder, path);
  }
}
