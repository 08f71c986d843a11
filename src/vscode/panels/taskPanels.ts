import * as vscode from 'vscode';
import { Problem } from '../../domain/problem';
import { kept } from '../../shared/taskPanel/messages';
import type { TaskRow } from '../../orchestrator/registry';
import { TASK_PANEL } from '../contributions/panels';
import type { FolderStore } from '../folderStore';
import type { Stores } from '../stores';
import { stillIcon } from '../tasks/icon';
import { OpenPanels, type OpenPanel } from './openPanels';
import { pageHtml, pageOptions } from './page';
import type { Perform } from './requests';
import { tabTitle } from './taskPanel';

/** Opens panels of tasks in this window, one a task; each comes back with the window. */
export class TaskPanels implements vscode.WebviewPanelSerializer {
  readonly #stores: Stores;
  readonly #extension: vscode.Uri;
  readonly #log: vscode.LogOutputChannel;
  readonly #panels: OpenPanels;
  #perform: Perform | undefined;
  /** Asked for while its tab may be one that VS Code has not brought back yet. */
  #wanted: { readonly store: FolderStore; readonly task: TaskRow } | undefined;

  constructor(stores: Stores, extension: vscode.Uri, log: vscode.LogOutputChannel) {
    this.#stores = stores;
    this.#extension = extension;
    this.#log = log;
    this.#panels = new OpenPanels(log);
  }

  start(perform: Perform): vscode.Disposable {
    this.#perform = perform;
    return vscode.window.registerWebviewPanelSerializer(TASK_PANEL, this);
  }

  /** Opens the panel of a task as its own, and goes there. */
  async open(store: FolderStore, task: TaskRow): Promise<void> {
    store.lookedAt = task.id;
    const open = this.#panels.find(store, task.id);
    if (open) {
      this.#panels.keep(open);
      open.panel.reveal();
    } else if (!this.#isAsleep(task) || !(await this.#wake(store, task))) this.#make(store, task, false);
  }

  /**
   * Shows a task to somebody who goes through a list: in the one panel that is a preview, with the keyboard left where it is.
   * Who does not want previews gets a panel for each, as of files.
   */
  async look(store: FolderStore, task: TaskRow): Promise<void> {
    store.lookedAt = task.id;
    const open = this.#panels.find(store, task.id);
    if (open) {
      open.panel.reveal(undefined, true);
      return;
    }
    if (this.#isAsleep(task) && (await this.#wake(store, task))) {
      // There is no way to show a tab by its place and leave the keyboard alone.
      await vscode.commands.executeCommand('workbench.action.focusSideBar');
      return;
    }
    if (vscode.workspace.getConfiguration('workbench.editor').get('enablePreview') === false) {
      this.#make(store, task, true);
      return;
    }
    const { preview } = this.#panels;
    if (!preview) {
      this.#panels.preview = this.#make(store, task, true);
      return;
    }
    preview.panel.title = tabTitle(task.title);
    preview.panel.iconPath = stillIcon(task);
    this.#panels.turnTo(preview, store, task.id, this.#performing);
    preview.panel.reveal(undefined, true);
  }

  /** Told at once: of two clicks the second must find the panel that the first has opened. */
  #isAsleep({ title }: TaskRow): boolean {
    return this.#panels.sleeping(tabTitle(title)) !== undefined;
  }

  /** Brings back the panel of a tab that sleeps; `false`: there is none, or nobody can bring it back. */
  async #wake(store: FolderStore, task: TaskRow): Promise<boolean> {
    const title = tabTitle(task.title);
    const asleep = this.#panels.sleeping(title);
    if (!asleep) return false;
    const wanted = { store, task };
    this.#wanted = wanted;
    await bringForward(asleep);
    await comesBack(() => this.#wanted !== wanted);
    if (this.#wanted !== wanted) return true;
    // The page of an extension host that is gone: nobody will ever bring it back, and nothing can be done in it.
    this.#wanted = undefined;
    this.#log.info('A panel of an earlier extension host is replaced');
    const orphan = this.#panels.sleeping(title);
    if (orphan) await vscode.window.tabGroups.close(orphan, true);
    return this.#wake(store, task);
  }

  #make(store: FolderStore, task: TaskRow, preserveFocus: boolean): OpenPanel {
    const place = { viewColumn: vscode.ViewColumn.Active, preserveFocus };
    const panel = vscode.window.createWebviewPanel(TASK_PANEL, tabTitle(task.title), place, { enableFindWidget: true });
    // VS Code writes it down with the tab, and shows it again while that sleeps after a restart.
    panel.iconPath = stillIcon(task);
    return this.#fill(panel, store, task.id);
  }

  /** VS Code brings back a panel with what its page kept; the folder may be another one by now. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const known = kept.safeParse(state);
    await this.#stores.known;
    const store = this.#stores.all.find(({ folder }) => folder.uri.toString() === known.data?.folder);
    if (known.success && store && !this.#panels.find(store, known.data.task)) {
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

  #fill(panel: vscode.WebviewPanel, store: FolderStore, task: string): OpenPanel {
    panel.webview.options = pageOptions(this.#extension);
    const open = this.#panels.add(panel, store, task, this.#performing);
    panel.webview.html = pageHtml(panel.webview, this.#extension, 'task');
    return open;
  }

  get #performing(): Perform {
    if (!this.#perform) throw new Problem('internal', 'Panels have not been started.', 'Show the log for details.');
    return this.#perform;
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
