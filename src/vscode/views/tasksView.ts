import * as vscode from 'vscode';
import type { Change, TaskCursor, TaskRow } from '../../orchestrator/registry';
import { viewId } from '../contributions/views';
import type { FolderStore } from '../folderStore';
import { report } from '../report';
import type { Stores } from '../stores';
import { Coalesced } from './coalesced';
import { folderItem } from './folderItem';
import { ShownTasks } from './shownTasks';
import { taskItem } from './taskItem';
import type { FolderNode, TaskLeaf, TaskNode } from './taskNodes';
import { branchesOf } from './treeRefresh';
import { namesWaitedFor } from './waitsFor';

export class TasksView implements vscode.TreeDataProvider<TaskNode> {
  readonly #stores: Stores;
  readonly #log: vscode.LogOutputChannel;
  readonly #dataChanged = new vscode.EventEmitter<TaskNode[] | undefined>();
  readonly onDidChangeTreeData = this.#dataChanged.event;
  readonly #shown = new ShownTasks();
  readonly #folders = new Map<FolderStore, FolderNode>();
  readonly #refresh = new Coalesced(() => void this.#refreshBranches());
  #changed = new Map<FolderStore, Map<string, Change>>();
  #view: vscode.TreeView<TaskNode> | undefined;

  constructor(stores: Stores, log: vscode.LogOutputChannel) {
    this.#stores = stores;
    this.#log = log;
  }

  start(): vscode.Disposable {
    const view = vscode.window.createTreeView(viewId('tasks'), { treeDataProvider: this, showCollapseAll: true });
    this.#view = view;
    return vscode.Disposable.from(
      view,
      this.#dataChanged,
      this.#refresh,
      this.#stores.followEach((store) => store.onDidChange((changes) => this.#note(store, changes))),
      this.#stores.onDidChange(() => {
        view.message = this.#message();
        this.#dataChanged.fire(undefined);
      }),
    );
  }

  getTreeItem(node: TaskNode): vscode.TreeItem {
    return node.kind === 'folder' ? folderItem(node) : taskItem(node);
  }

  async getChildren(node?: TaskNode): Promise<TaskNode[]> {
    if (node) return node.kind === 'folder' ? this.#tasks(node.store, null) : this.#tasks(node.store, node.task.id);
    const stores = this.#stores.all;
    const [only] = stores;
    if (only && stores.length === 1) return this.#tasks(only, null);
    // A workspace of folders that all are empty shows the welcome text rather than a list of empty folders.
    const anything = stores.some(({ status }) => status.state !== 'absent');
    return anything ? stores.map((store) => this.#folder(store)) : [];
  }

  async getParent(node: TaskNode): Promise<TaskNode | undefined> {
    if (node.kind === 'folder') return undefined;
    const { store, task } = node;
    if (task.parentId === null) return this.#stores.all.length > 1 ? this.#folder(store) : undefined;
    const parent = await store.read('task.get', { id: task.parentId });
    return parent ? this.#shown.keep(store, parent, undefined) : undefined;
  }

  /** Shows a task that was just made, without taking the keyboard away from where it is. */
  reveal(store: FolderStore, id: string): void {
    this.#reveal(store, id).catch((error: unknown) => this.#log.debug(`${id} could not be revealed`, error));
  }

  async #reveal(store: FolderStore, id: string): Promise<void> {
    const task = await store.read('task.get', { id });
    if (!task || !this.#view?.visible) return;
    await this.#view.reveal(this.#shown.keep(store, task, undefined), { select: true, focus: false });
  }

  #folder(store: FolderStore): FolderNode {
    const known = this.#folders.get(store);
    if (known) return known;
    const node: FolderNode = { kind: 'folder', store };
    this.#folders.set(store, node);
    return node;
  }

  async #tasks(store: FolderStore, parent: string | null): Promise<TaskLeaf[]> {
    if (store.status.state !== 'ready') return [];
    try {
      const rows: TaskRow[] = [];
      let after: TaskCursor | undefined;
      do {
        const page = await store.read('task.children', { parent, after });
        rows.push(...page.rows);
        after = page.next ?? undefined;
      } while (after);
      const names = await namesWaitedFor(store, rows);
      return rows.map((task) => this.#shown.keep(store, task, names.get(task.id)));
    } catch (error) {
      report(this.#log, error);
      return [];
    }
  }

  #note(store: FolderStore, changes: readonly Change[]): void {
    const ofStore = this.#changed.get(store) ?? new Map<string, Change>();
    for (const change of changes) if (change.entity === 'task') ofStore.set(change.id, change);
    if (ofStore.size === 0) return;
    this.#changed.set(store, ofStore);
    this.#refresh.ask();
  }

  async #refreshBranches(): Promise<void> {
    const changed = this.#changed;
    this.#changed = new Map();
    try {
      const { roots, leaves } = await branchesOf(this.#shown, changed);
      const isWhole = roots.length > 0 && this.#stores.all.length === 1;
      this.#dataChanged.fire(isWhole ? undefined : [...roots.map((store) => this.#folder(store)), ...leaves]);
    } catch (error) {
      this.#log.warn('The Tasks view could not follow a change, and reads everything again', error);
      this.#dataChanged.fire(undefined);
    }
  }

  /** A line above the tree; empty hides it. */
  #message(): string {
    const [only] = this.#stores.all;
    if (!only || this.#stores.all.length > 1) return '';
    const { status } = only;
    if (status.state === 'opening' && status.waitingFor !== undefined) {
      return vscode.l10n.t(
        'Process {0} has this store open but does not answer. Tasks appear here as soon as it does, or ends.',
        String(status.waitingFor),
      );
    }
    return '';
  }
}
