import * as vscode from 'vscode';
import { Problem } from '../../domain/problem';
import { kept } from '../../shared/taskPanel/messages';
import type { TaskRow } from '../../orchestrator/registry';
import { TASK_PANEL } from '../contributions/panels';
import type { FolderStore } from '../folderStore';
import type { Stores } from '../stores';
import { stillIcon } from '../tasks/icon';
import { pageHtml, pageOptions } from './page';
import type { Perform } from './requests';
import { tabTitle, TaskPanel } from './taskPanel';

/** The panels of this window, one a task; each comes back with the window. */
export class TaskPanels implements vscode.WebviewPanelSerializer {
  readonly #stores: Stores;
  readonly #extension: vscode.Uri;
  readonly #log: vscode.LogOutputChannel;
  readonly #panels = new Map<string, TaskPanel>();
  #perform: Perform | undefined;
  /** Asked for while its tab may be one that VS Code has not brought back yet. */
  #wanted: { readonly store: FolderStore; readonly task: TaskRow } | undefined;

  constructor(stores: Stores, extension: vscode.Uri, log: vscode.LogOutputChannel) {
    this.#stores = stores;
    this.#extension = extension;
    this.#log = log;
  }

  start(perform: Perform): vscode.Disposable {
    this.#perform = perform;
    return vscode.window.registerWebviewPanelSerializer(TASK_PANEL, this);
  }

  async open(store: FolderStore, task: TaskRow): Promise<void> {
    const { id } = task;
    const title = tabTitle(task.title);
    const open = this.#panels.get(keyOf(store, id));
    if (open) {
      open.reveal();
      return;
    }
    const asleep = this.#sleeping(title);
    if (asleep) {
      const wanted = { store, task };
      this.#wanted = wanted;
      await bringForward(asleep);
      await comesBack(() => this.#wanted !== wanted);
      if (this.#wanted !== wanted) return;
      // The page of an extension host that is gone: nobody will ever bring it back, and nothing can be done in it.
      this.#wanted = undefined;
      this.#log.info('A panel of an earlier extension host is replaced');
      const orphan = this.#sleeping(title);
      if (orphan) await vscode.window.tabGroups.close(orphan, true);
      return this.open(store, task);
    }
    const column = vscode.ViewColumn.Active;
    const panel = vscode.window.createWebviewPanel(TASK_PANEL, title, column, { enableFindWidget: true });
    // VS Code writes it down with the tab, and shows it again while that sleeps after a restart.
    panel.iconPath = stillIcon(task);
    this.#fill(panel, store, id);
  }

  /** VS Code brings back a panel with what its page kept; the folder may be another one by now. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const known = kept.safeParse(state);
    await this.#stores.known;
    const store = this.#stores.all.find(({ folder }) => folder.uri.toString() === known.data?.folder);
    if (known.success && store && !this.#panels.has(keyOf(store, known.data.task))) {
      this.#fill(panel, store, known.data.task);
    } else {
      // It never showed anything, or shows what another one shows already.
      this.#log.info('A panel did not come back: it is of a folder that is not open, or there already');
      panel.dispose();
    }
    const wanted = this.#wanted;
    this.#wanted = undefined;
    // The tab was that of another task, which has the same title: this goes on to the next tab, or opens its own.
    if (wanted) await this.open(wanted.store, wanted.task);
  }

  /**
   * After a restart VS Code brings back the panel of a tab only when that is shown. Until then nothing but its title is known,
   * and what somebody had begun to write in it is still to come.
   */
  #sleeping(title: string): vscode.Tab | undefined {
    const awake = [...this.#panels.values()];
    return vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .find(
        ({ input, label, group }) =>
          input instanceof vscode.TabInputWebview &&
          input.viewType.endsWith(TASK_PANEL) &&
          label === title &&
          !awake.some((panel) => panel.isIn(group.viewColumn, title)),
      );
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

const GROUPS = ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth'] as const;

/** There is no way to show a tab but by its place. */
async function bringForward(tab: vscode.Tab): Promise<void> {
  const group = GROUPS[tab.group.viewColumn - 1] ?? 'First';
  await vscode.commands.executeCommand(`workbench.action.focus${group}EditorGroup`);
  await vscode.commands.executeCommand('workbench.action.openEditorAtIndex', tab.group.tabs.indexOf(tab));
}

/** VS Code brings a panel back as soon as its tab is shown, unless it is busy with everything else at a start. */
const COMES_BACK_MS = 3_000;

async function comesBack(isBack: () => boolean): Promise<void> {
  const until = Date.now() + COMES_BACK_MS;
  while (!isBack() && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
}

const keyOf = (store: FolderStore, task: string): string => `${store.folder.uri.toString()}#${task}`;
