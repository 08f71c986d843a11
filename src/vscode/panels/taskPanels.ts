import * as vscode from 'vscode';
import { Problem } from '../../domain/problem';
import { kept } from '../../shared/taskPanel/messages';
import { TASK_PANEL } from '../contributions/panels';
import type { FolderStore } from '../folderStore';
import type { Stores } from '../stores';
import { pageHtml, pageOptions } from './page';
import type { Perform } from './requests';
import { TaskPanel } from './taskPanel';

/** The panels of this window, one a task; each comes back with the window. */
export class TaskPanels implements vscode.WebviewPanelSerializer {
  readonly #stores: Stores;
  readonly #extension: vscode.Uri;
  readonly #log: vscode.LogOutputChannel;
  readonly #panels = new Map<string, TaskPanel>();
  #perform: Perform | undefined;

  constructor(stores: Stores, extension: vscode.Uri, log: vscode.LogOutputChannel) {
    this.#stores = stores;
    this.#extension = extension;
    this.#log = log;
  }

  start(perform: Perform): vscode.Disposable {
    this.#perform = perform;
    return vscode.window.registerWebviewPanelSerializer(TASK_PANEL, this);
  }

  open(store: FolderStore, { id, title }: { id: string; title: string }): void {
    const open = this.#panels.get(keyOf(store, id));
    if (open) return open.reveal();
    const column = vscode.ViewColumn.Active;
    const panel = vscode.window.createWebviewPanel(TASK_PANEL, title, column, { enableFindWidget: true });
    this.#fill(panel, store, id);
  }

  /** VS Code brings back a panel with what its page kept; the folder may be another one by now. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const known = kept.safeParse(state);
    await this.#stores.known;
    const store = this.#stores.all.find(({ folder }) => folder.uri.toString() === known.data?.folder);
    // A panel that never showed anything has nothing to come back to, and two of one task would be one too many.
    if (!known.success || !store || this.#panels.has(keyOf(store, known.data.task))) {
      this.#log.info('A panel did not come back: it is of a folder that is not open, or there already');
      return panel.dispose();
    }
    this.#fill(panel, store, known.data.task);
  }

  #fill(panel: vscode.WebviewPanel, store: FolderStore, task: string): void {
    if (!this.#perform) throw new Problem('internal', 'Panels have not been started.', 'Show the log for details.');
    panel.webview.options = pageOptions(this.#extension);
    const key = keyOf(store, task);
    this.#panels.set(key, new TaskPanel(panel, { store, task }, this.#perform, this.#log));
    panel.onDidDispose(() => this.#panels.delete(key));
    panel.webview.html = pageHtml(panel.webview, this.#extension, 'task');
  }
}

const keyOf = (store: FolderStore, task: string): string => `${store.folder.uri.toString()}#${task}`;
