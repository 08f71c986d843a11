import * as vscode from 'vscode';
import { RECORDED_SCHEME } from '../contributions/schemes';
import type { FolderStore } from '../folderStore';
import type { Stores } from '../stores';

/** Content as it was recorded, as documents for the diff editor; the path stays, so that its language is known. */
export class RecordedTexts implements vscode.TextDocumentContentProvider {
  readonly #stores: Stores;

  constructor(stores: Stores) {
    this.#stores = stores;
  }

  start(): vscode.Disposable {
    return vscode.workspace.registerTextDocumentContentProvider(RECORDED_SCHEME, this);
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    await this.#stores.known;
    const fields = new URLSearchParams(uri.query);
    const hash = fields.get('hash') ?? '';
    // One side of a comparison where there is no file.
    if (hash === '') return '';
    const store = this.#stores.all.find(({ folder }) => folder.uri.toString() === fields.get('folder'));
    if (!store) return vscode.l10n.t('The folder that this was kept in is not open any more.');
    const { text } = await store.read('content.text', { hash });
    return text ?? vscode.l10n.t('This content was not kept.');
  }
}

/** `null`: an empty document, for a file that is not there. */
export function recordedUri({ folder }: FolderStore, path: string, hash: string | null): vscode.Uri {
  const query = new URLSearchParams({ folder: folder.uri.toString(), hash: hash ?? '' }).toString();
  // The path of the file itself: editors that show both sides take them for the same file.
  return vscode.Uri.joinPath(folder.uri, path).with({ scheme: RECORDED_SCHEME, query });
}
