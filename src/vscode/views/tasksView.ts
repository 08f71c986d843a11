import * as vscode from 'vscode';
import type { Change } from '../../orchestrator/registry';
import { viewId } from '../contributions/views';
import { setContextKey } from '../contextKeys';
import type { FolderStore } from '../folderStore';
import { report } from '../report';
import { onMotionChange } from '../tasks/motion';
import type { Stores } from '../stores';
import { filterWords } from '../words/filter';
import { Coalesced } from './coalesced';
import type { GroupNode, TaskLeaf, TaskNode } from './taskNodes';
import { DragAndDrop } from './tasks/dragAndDrop';
import { groupKey } from './tasks/groups';
import { isOpenAtFirst, itemOf } from './tasks/items';
import { isFiltered } from './tasks/look';
import type { LookMemory } from './tasks/lookMemory';
import { TaskTree, type Outdated } from './tasks/taskTree';
import { RELATIVE_TIME_MS } from '../words/times';
import { taskItemId } from './taskItem';
import type { OpenRows } from './tasks/openRows';
import { taskTooltip } from './taskTooltip';
import { Turns } from './turns';

/** More rows than this at once would keep the extension host from answering for too long. */
const MOST_AT_ONCE = 60;
/** VS Code gathers refreshes for this long. */
const REFRESH_MS = 250;

/** The tree of tasks in the side bar. What it shows is `TaskTree`; this is how VS Code sees it. */
export class TasksView implements vscode.TreeDataProvider<TaskNode> {
  readonly memory: LookMemory;
  readonly #stores: Stores;
  readonly #open: OpenRows;
  readonly #log: vscode.LogOutputChannel;
  readonly #dataChanged = new vscode.EventEmitter<TaskNode[] | undefined>();
  readonly onDidChangeTreeData = this.#dataChanged.event;
  readonly #tree: TaskTree;
  readonly #refresh = new Coalesced(() => this.#takeIn());
  readonly #turns = new Turns();
  #changed = new Map<FolderStore, Map<string, Change>>();
  #view: vscode.TreeView<TaskNode> | undefined;
  #isEmpty = true;

  constructor(stores: Stores, memory: LookMemory, open: OpenRows, log: vscode.LogOutputChannel) {
    this.#open = open;
    this.#stores = stores;
    this.memory = memory;
    this.#log = log;
    this.#tree = new TaskTree(
      () => stores.all,
      () => memory.look,
    );
  }

  start(): vscode.Disposable {
    const view = vscode.window.createTreeView(viewId('tasks'), {
      treeDataProvider: this,
      showCollapseAll: true,
      canSelectMany: true,
      dragAndDropController: new DragAndDrop(this.#log, (store, task) => this.reveal(store, task)),
    });
    this.#view = view;
    // What an extension host before this one has known.
    void setContextKey('tasks', 'unread');
    const timer = setInterval(() => {
      if (view.visible) this.#fire(this.#tree.aging());
    }, RELATIVE_TIME_MS);
    return vscode.Disposable.from(
      view,
      new vscode.Disposable(() => clearInterval(timer)),
      this.#dataChanged,
      this.#refresh,
      onMotionChange(() => this.#dataChanged.fire(undefined)),
      this.memory.start(),
      this.memory.onDidChange(() => this.#again()),
      view.onDidExpandElement(({ element }) => this.#noteOpen(element, true)),
      view.onDidCollapseElement(({ element }) => this.#noteOpen(element, false)),
      view.onDidChangeSelection(({ selection: [row] }) => {
        if (row?.kind === 'task') row.store.lookedAt = row.task.id;
      }),
      // What finished while somebody looked is put away once they have left.
      view.onDidChangeVisibility(({ visible }) => {
        if (!visible && !this.memory.look.finished) this.#again();
      }),
      this.#stores.followEach((store) => store.onDidChange((changes) => this.#note(store, changes))),
      this.#stores.onDidChange(() => this.#again()),
    );
  }

  /**
   * The row that has the keyboard, and all that are selected with it. VS Code tells of the selection alone, which arrow keys
   * leave where it was; what turning the selection of the focused row over changes is that row.
   */
  async focused(): Promise<{ row: TaskNode | undefined; selection: readonly TaskNode[] }> {
    const turnOver = () => vscode.commands.executeCommand('list.toggleSelection');
    const selected = this.#view?.selection ?? [];
    await turnOver();
    const turned = this.#view?.selection ?? [];
    await turnOver();
    const row = turned.find((node) => !selected.includes(node)) ?? selected.find((node) => !turned.includes(node));
    return { row, selection: row && selected.includes(row) ? selected : [] };
  }

  getTreeItem(node: TaskNode): vscode.TreeItem | Promise<vscode.TreeItem> {
    const isOpen = (row: TaskLeaf | GroupNode): boolean =>
      row.kind === 'task'
        ? this.#open.isOpen(taskItemId(row), row.task)
        : this.#open.isGroupOpen(groupKey(row.store, row.of), isOpenAtFirst(row.of));
    return this.#turns.take(() => itemOf(node, this.memory.look, isOpen));
  }

  async resolveTreeItem(item: vscode.TreeItem, node: TaskNode): Promise<vscode.TreeItem> {
    return node.kind === 'task' ? Object.assign(item, { tooltip: await taskTooltip(node) }) : item;
  }

  async getChildren(node?: TaskNode): Promise<TaskNode[]> {
    const { all } = this.#stores;
    // Stores come to be known after the view has been asked for the first time.
    const isOpen = all.length > 0 && all.every(({ status }) => status.state !== 'opening');
    try {
      const children = await this.#tree.children(node);
      if (node) return children;
      this.#isEmpty = children.length === 0;
      void setContextKey('tasks', isOpen && this.#isEmpty ? 'none' : 'unread');
      this.#tell();
      return children;
    } catch (error) {
      report(this.#log, error);
      if (!node) void setContextKey('tasks', 'failed');
      return [];
    }
  }

  getParent(node: TaskNode): Promise<TaskNode | undefined> {
    return this.#tree.parent(node);
  }

  get isVisible(): boolean {
    return this.#view?.visible ?? false;
  }

  /** Shows a task that was just made, without taking the keyboard away from where it is. */
  reveal(store: FolderStore, id: string): void {
    if (!this.isVisible) return;
    this.#reveal(store, id, false).catch((error: unknown) => this.#log.debug(`${id} could not be revealed`, error));
  }

  /** What to go to once these are gone, if the row is one of this view; see `TaskTree.beside`. */
  beside(row: unknown, going: readonly string[]): TaskNode | undefined {
    return isLeaf(row) ? this.#tree.beside(row, new Set(going)) : undefined;
  }

  async focusRow(row: TaskNode): Promise<void> {
    await this.#view?.reveal(row, { select: true, focus: true });
  }

  /** Goes to a task, whatever keeps it from being shown now; `false`: the view is not able to show it. */
  async goTo(store: FolderStore, id: string): Promise<boolean> {
    await vscode.commands.executeCommand(`${viewId('tasks')}.focus`);
    if (await this.#reveal(store, id, true)) return true;
    await this.memory.choose({ filter: {}, finished: true });
    if (await this.#reveal(store, id, true)) return true;
    await this.memory.choose({ groupBy: 'stream' });
    return this.#reveal(store, id, true);
  }

  async #reveal(store: FolderStore, id: string, focus: boolean): Promise<boolean> {
    const found = await this.#tree.find(store, id);
    if (!found) return false;
    this.#fire(found.outdated);
    await this.#view?.reveal(found.leaf, { select: true, focus });
    return true;
  }

  #noteOpen(node: TaskNode, isOpen: boolean): void {
    if (node.kind === 'task') this.#open.note(taskItemId(node), isOpen);
    if (node.kind === 'group') this.#open.note(groupKey(node.store, node.of), isOpen);
  }

  #note(store: FolderStore, changes: readonly Change[]): void {
    const ofStore = this.#changed.get(store) ?? new Map<string, Change>();
    for (const change of changes) {
      if (change.entity === 'task' || change.entity === 'stream') ofStore.set(change.id, change);
    }
    if (ofStore.size === 0) return;
    this.#changed.set(store, ofStore);
    this.#refresh.ask();
  }

  async #takeIn(): Promise<void> {
    const changed = this.#changed;
    this.#changed = new Map();
    try {
      for (const [store, changes] of changed) {
        const outdated = await this.#tree.follow(store, [...changes.values()]);
        if (outdated === 'all') this.#fire(outdated);
        else await this.#fireInTurns(outdated);
      }
      this.#tell();
    } catch (error) {
      this.#log.warn('The Tasks view could not follow a change, and reads everything again', error);
      this.#again();
    }
  }

  async #fireInTurns(nodes: readonly TaskNode[]): Promise<void> {
    for (let start = 0; start < nodes.length; start += MOST_AT_ONCE) {
      if (start > 0) await new Promise((resolve) => setTimeout(resolve, REFRESH_MS));
      this.#fire(nodes.slice(start, start + MOST_AT_ONCE));
    }
  }

  #fire(outdated: Outdated): void {
    if (outdated === 'all') this.#dataChanged.fire(undefined);
    else if (outdated.length > 0) this.#dataChanged.fire([...outdated]);
  }

  #again(): void {
    this.#tree.forget();
    this.#tell();
    this.#dataChanged.fire(undefined);
  }

  /** A line above the tree, and words behind its title. An empty tree has a welcome text instead. */
  #tell(): void {
    if (!this.#view) return;
    const { look } = this.memory;
    const narrowed =
      isFiltered(look) && !this.#isEmpty ? vscode.l10n.t('Only: {0}', filterWords(look.filter)) : undefined;
    this.#view.message = this.#waiting() ?? narrowed ?? '';
    this.#view.description = look.finished ? '' : vscode.l10n.t('unfinished');
  }

  #waiting(): string | undefined {
    const [only] = this.#stores.all;
    if (!only || this.#stores.all.length > 1) return undefined;
    const { status } = only;
    if (status.state !== 'opening' || status.waitingFor === undefined) return undefined;
    return vscode.l10n.t(
      'Process {0} has this store open but does not answer. Tasks appear here as soon as it does, or ends.',
      String(status.waitingFor),
    );
  }
}

const isLeaf = (row: unknown): row is TaskLeaf =>
  typeof row === 'object' && row !== null && 'kind' in row && row.kind === 'task';
