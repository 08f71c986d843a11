import * as vscode from 'vscode';
import { TASK_PANEL } from '../contributions/panels';
import type { FolderStore } from '../folderStore';
import type { Perform } from './requests';
import { TaskPanel } from './taskPanel';

const keyOf = (store: FolderStore, task: string): string => `${store.folder.uri.toString()}#${task}`;

/** A panel with what it is about now. */
export interface OpenPanel {
  readonly panel: vscode.WebviewPanel;
  key: string;
  subject: TaskPanel;
}

/** The panels that are awake, one a task. At most one of them is a preview: the next task that is looked at takes its place. */
export class OpenPanels {
  readonly #panels = new Map<string, OpenPanel>();
  readonly #log: vscode.LogOutputChannel;
  preview: OpenPanel | undefined;

  constructor(log: vscode.LogOutputChannel) {
    this.#log = log;
  }

  find(store: FolderStore, task: string): OpenPanel | undefined {
    return this.#panels.get(keyOf(store, task));
  }

  keep(open: OpenPanel): void {
    if (this.preview === open) this.preview = undefined;
  }

  add(panel: vscode.WebviewPanel, store: FolderStore, task: string, perform: Perform): OpenPanel {
    const key = keyOf(store, task);
    const open: OpenPanel = { panel, key, subject: this.#subject(panel, store, task, perform) };
    this.#panels.set(key, open);
    panel.onDidDispose(() => {
      open.subject.dispose();
      this.#panels.delete(open.key);
      this.keep(open);
    });
    return open;
  }

  /** The same panel goes on with another task. */
  turnTo(open: OpenPanel, store: FolderStore, task: string, perform: Perform): void {
    this.#panels.delete(open.key);
    open.subject.dispose();
    open.key = keyOf(store, task);
    open.subject = this.#subject(open.panel, store, task, perform, open.subject);
    this.#panels.set(open.key, open);
  }

  #subject(
    panel: vscode.WebviewPanel,
    store: FolderStore,
    task: string,
    perform: Perform,
    before?: TaskPanel,
  ): TaskPanel {
    const onKeep = (): void => {
      const open = this.find(store, task);
      if (open) this.keep(open);
    };
    return new TaskPanel(panel, { store, task }, { perform, onKeep, log: this.#log }, before);
  }

  /**
   * After a restart VS Code brings back the panel of a tab only when that is shown. Until then nothing but its title is known,
   * and what somebody had begun to write in it is still to come.
   */
  sleeping(title: string): vscode.Tab | undefined {
    const awake = [...this.#panels.values()];
    return vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .find(
        ({ input, label, group }) =>
          input instanceof vscode.TabInputWebview &&
          input.viewType.endsWith(TASK_PANEL) &&
          label === title &&
          !awake.some(({ panel }) => panel.viewColumn === group.viewColumn && panel.title === title),
      );
  }
}
