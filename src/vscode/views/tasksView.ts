import * as vscode from 'vscode';
import type { TaskCursor, TaskRow } from '../../orchestrator/registry';
import { viewId } from '../contributions/views';
import type { FolderStore } from '../folderStore';
import { report } from '../report';
import type { Stores } from '../stores';
import { toTreeItem, type TaskLeaf, type TaskNode } from './taskNodes';

/** Changes that come in a burst (a plan with many steps) are shown together. */
const COALESCE_MS = 50;

export class TasksView implements vscode.TreeDataProvider<TaskNode> {
  readonly #stores: Stores;
  readonly #log: vscode.LogOutputChannel;
  readonly #dataChanged = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#dataChanged.event;
  #view: vscode.TreeView<TaskNode> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(stores: Stores, log: vscode.LogOutputChannel) {
    this.#stores = stores;
    this.#log = log;
  }

  start(): vscode.Disposable {
    const view = vscode.window.createTreeView(viewId('tasks'), { treeDataProvider: this, showCollapseAll: true });
    this.#view = view;
    const follow = (store: FolderStore) => store.onDidChange(() => this.#refreshSoon());
    return vscode.Disposable.from(
      view,
      this.#dataChanged,
      ...this.#stores.all.map(follow),
      this.#stores.onDidAdd(follow),
      this.#stores.onDidChange(() => {
        view.message = this.#message();
        this.#refreshSoon();
      }),
      new vscode.Disposable(() => clearTimeout(this.#timer)),
    );
  }

  getTreeItem(node: TaskNode): vscode.TreeItem {
    return toTreeItem(node);
  }

  async getChildren(node?: TaskNode): Promise<TaskNode[]> {
    const stores = this.#stores.all;
    if (!node) {
      const [only] = stores;
      if (only && stores.length === 1) return this.#tasks(only, null);
      // A workspace of folders that all are empty shows the welcome text rather than a list of empty folders.
      const anything = stores.some(({ status }) => status.state !== 'absent');
      return anything ? stores.map((store) => ({ kind: 'folder', store })) : [];
    }
    return node.kind === 'folder' ? this.#tasks(node.store, null) : this.#tasks(node.store, node.task.id);
  }

  async getParent(node: TaskNode): Promise<TaskNode | undefined> {
    if (node.kind === 'folder') return undefined;
    const { store, task } = node;
    if (task.parentId === null) return this.#stores.all.length > 1 ? { kind: 'folder', store } : undefined;
    const parent = await store.read('task.get', { id: task.parentId });
    return parent ? { kind: 'task', store, task: parent } : undefined;
  }

  /** Shows a task that was just made, without taking the keyboard away from where it is. */
  reveal(store: FolderStore, id: string): void {
    this.#reveal(store, id).catch((error: unknown) => this.#log.debug(`${id} could not be revealed`, error));
  }

  async #reveal(store: FolderStore, id: string): Promise<void> {
    const task = await store.read('task.get', { id });
    if (!task || !this.#view?.visible) return;
    await this.#view.reveal({ kind: 'task', store, task }, { select: true, focus: false });
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
      return rows.map((task) => ({ kind: 'task', store, task }));
    } catch (error) {
      report(this.#log, error);
      return [];
    }
  }

  #refreshSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#dataChanged.fire();
    }, COALESCE_MS);
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
