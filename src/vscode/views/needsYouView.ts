import * as vscode from 'vscode';
import type { Attention } from '../attention';
import { setContextKey } from '../contextKeys';
import { viewId } from '../contributions/views';
import type { FolderStore } from '../folderStore';
import { countNeeds, needGroups, type NeedGroup } from '../needGroups';
import type { Stores } from '../stores';
import { onMotionChange } from '../tasks/motion';
import { needsYou } from '../words/glance';
import { taskCount } from '../words/task';
import { RELATIVE_TIME_MS } from '../words/times';
import { taskItem } from './taskItem';
import type { TaskLeaf } from './taskNodes';
import { taskTooltip } from './taskTooltip';

interface Heading {
  readonly kind: 'heading';
  readonly group: NeedGroup;
  readonly leaves: readonly TaskLeaf[];
}

/** In Restricted Mode that is what needs a person first: nothing else can be done about the rest. */
interface Restricted {
  readonly kind: 'restricted';
}

type Node = Restricted | Heading | TaskLeaf;

/** What waits for a person, grouped by what is to be done about it; store problems are told in its welcome text. */
export class NeedsYouView implements vscode.TreeDataProvider<Node> {
  readonly #stores: Stores;
  readonly #attention: Attention;
  readonly #dataChanged = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#dataChanged.event;

  constructor(stores: Stores, attention: Attention) {
    this.#stores = stores;
    this.#attention = attention;
  }

  start(): vscode.Disposable {
    const view = vscode.window.createTreeView(viewId('needsYou'), { treeDataProvider: this, canSelectMany: true });
    const refresh = (): void => {
      view.badge = this.#badge();
      void setContextKey('needs', this.#isKnown() && view.badge === undefined ? 'none' : 'unread');
      this.#dataChanged.fire(undefined);
    };
    const timer = setInterval(() => {
      if (view.visible) this.#dataChanged.fire(undefined);
    }, RELATIVE_TIME_MS);
    refresh();
    return vscode.Disposable.from(
      view,
      this.#dataChanged,
      vscode.workspace.onDidGrantWorkspaceTrust(refresh),
      this.#attention.onDidChange(refresh),
      this.#stores.onDidChange(refresh),
      onMotionChange(() => this.#dataChanged.fire(undefined)),
      new vscode.Disposable(() => clearInterval(timer)),
    );
  }

  getTreeItem(node: Node): vscode.TreeItem {
    if (node.kind === 'restricted') return restrictedItem();
    return node.kind === 'heading' ? headingItem(node) : this.#leafItem(node);
  }

  async resolveTreeItem(item: vscode.TreeItem, node: Node): Promise<vscode.TreeItem> {
    return node.kind === 'task' ? Object.assign(item, { tooltip: await taskTooltip(node) }) : item;
  }

  getChildren(node?: Node): Node[] {
    if (node) return node.kind === 'heading' ? [...node.leaves] : [];
    const headings = needGroups
      .map((group): Heading => ({ kind: 'heading', group, leaves: this.#leaves(group) }))
      .filter(({ leaves }) => leaves.length > 0);
    return [...this.#restricted(headings.length === 0), ...headings];
  }

  /** A store that cannot be opened is told of in the welcome text, which is there only while the view is empty. */
  #restricted(isAlone: boolean): Restricted[] {
    const stores = this.#stores.all;
    if (vscode.workspace.isTrusted || stores.length === 0) return [];
    return isAlone && stores.some(({ status }) => status.state === 'problem') ? [] : [{ kind: 'restricted' }];
  }

  #leaves({ tasks }: NeedGroup): TaskLeaf[] {
    return this.#stores.all.flatMap((store) => {
      const needs = this.#attention.of(store)?.needs;
      return needs ? tasks(needs).map((task): TaskLeaf => ({ kind: 'task', store, task })) : [];
    });
  }

  #leafItem(leaf: TaskLeaf): vscode.TreeItem {
    // Here a task stands for itself; what lies below it is in the Tasks view.
    const item = taskItem(leaf);
    if (this.#stores.all.length > 1) {
      const { name } = leaf.store.folder;
      item.description = `${name} · ${String(item.description)}`;
      item.accessibilityInformation = { label: `${item.accessibilityInformation?.label ?? ''}, ${name}` };
    }
    return item;
  }

  /** Whether each store has said what needs a person, or has nothing to say. */
  #isKnown(): boolean {
    const { all } = this.#stores;
    const isKnown = (store: FolderStore): boolean =>
      store.status.state === 'ready' ? this.#attention.of(store) !== undefined : store.status.state !== 'opening';
    return all.length > 0 && all.every(isKnown);
  }

  #badge(): vscode.ViewBadge | undefined {
    const value = this.#stores.all.reduce((sum, store) => {
      const needs = this.#attention.of(store)?.needs;
      return sum + (needs ? countNeeds(needs) : 0);
    }, 0);
    if (value === 0) return undefined;
    return { value, tooltip: needsYou(value) };
  }
}

function headingItem({ group, leaves }: Heading): vscode.TreeItem {
  const name = group.name();
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = group.key;
  item.description = String(leaves.length);
  item.contextValue = 'group';
  item.accessibilityInformation = { label: `${name}, ${taskCount(leaves.length)}` };
  return item;
}

function restrictedItem(): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Restricted Mode'), vscode.TreeItemCollapsibleState.None);
  item.id = 'restricted';
  item.iconPath = new vscode.ThemeIcon('shield');
  item.description = vscode.l10n.t('Tasks can only be read');
  item.tooltip = vscode.l10n.t('Trust the workspace to change tasks. Opens the management of workspace trust.');
  item.contextValue = 'restricted';
  item.command = { command: 'workbench.trust.manage', title: vscode.l10n.t('Manage Workspace Trust') };
  return item;
}
