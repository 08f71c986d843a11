import * as vscode from 'vscode';
import { pagePath } from '../contributions/pages';
import { SCHEME } from '../contributions/schemes';
import type { FolderStore } from '../folderStore';
import type { Stores } from '../stores';
import { Coalesced } from '../views/coalesced';
import { fileName, readQuery, writeQuery, type Subject } from './subject';
import { write } from './write';

/**
 * Pages that hold our words and titles alone are shown as they read. Texts that somebody wrote may name images and HTML, which
 * a preview would load: pages with such texts are shown as they are written.
 */
const RENDERED: ReadonlySet<Subject['kind']> = new Set(['status', 'waves']);
const PREVIEW = { extension: 'vscode.markdown-language-features', editor: 'vscode.markdown.preview.editor' };

/** Documents written from the store, in VS Code's own editor: they can be read, searched, copied and compared. */
export class Documents implements vscode.TextDocumentContentProvider {
  readonly #stores: Stores;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;

  constructor(stores: Stores) {
    this.#stores = stores;
  }

  start(): vscode.Disposable {
    return vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      this.#changed,
      this.#stores.followEach((store) => this.#follow(store)),
    );
  }

  address(store: FolderStore, subject: Subject, title: string): vscode.Uri {
    const query = writeQuery(store.folder.uri.toString(), subject);
    return vscode.Uri.from({ scheme: SCHEME, path: pagePath(fileName(title)), query });
  }

  async show(
    store: FolderStore,
    subject: Subject,
    title: string,
    options?: vscode.TextDocumentShowOptions,
  ): Promise<void> {
    const address = this.address(store, subject, title);
    const how = { preview: true, ...options };
    // Somebody may have turned VS Code's own extension for Markdown off.
    if (RENDERED.has(subject.kind) && vscode.extensions.getExtension(PREVIEW.extension)) {
      await vscode.commands.executeCommand('vscode.openWith', address, PREVIEW.editor, how);
    } else await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(address), how);
  }

  /** The text itself, for those who want to keep or to copy it. */
  text(store: FolderStore, subject: Subject): Promise<string> {
    return write(store, subject);
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const { folder, subject } = readQuery(uri.query);
    await this.#stores.known;
    const store = this.#stores.all.find((candidate) => candidate.folder.uri.toString() === folder);
    if (!store) return vscode.l10n.t('The folder that this was kept in is not open any more.');
    return write(store, subject);
  }

  /** What is open is written again after a change: it costs a question or two, for what somebody is reading. */
  #follow(store: FolderStore): vscode.Disposable {
    const folder = store.folder.uri.toString();
    const refresh = new Coalesced(() => {
      for (const { uri } of vscode.workspace.textDocuments) {
        if (uri.scheme === SCHEME && readQuery(uri.query).folder === folder) this.#changed.fire(uri);
      }
    });
    return vscode.Disposable.from(
      refresh,
      store.onDidChange(() => refresh.ask()),
    );
  }
}
