import * as vscode from 'vscode';
import type { Attention, Needs } from '../attention';
import { viewId } from '../contributions/views';
import type { FolderStore } from '../folderStore';
import type { Stores } from '../stores';
import { taskItem } from './taskItem';
import type { TaskLeaf } from './taskNodes';

/** How often "2 minutes ago" is looked at again while somebody can see it. */
const RELATIVE_TIME_MS = 60_000;

interface Group {
  readonly kind: 'group';
  readonly of: keyof Needs;
  readonly leaves: readonly TaskLeaf[];
}

/** What waits for a person, grouped by what is to be done about it; store problems are told in its welcome text. */
export class NeedsYouView implements vscode.TreeDataProvider<Group | TaskLeaf> {
  readonly #stores: Stores;
  readonly #attention: Attention;
  readonly #dataChanged = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#dataChanged.event;

  constructor(stores: Stores, attention: Attention) {
    this.#stores = stores;
    this.#attention = attention;
  }

  start(): vscode.Disposable {
    const view = vscode.window.createTreeView(viewId('needsYou'), { treeDataProvider: this });
    const refresh = (): void => {
      view.badge = this.#badge();
      this.#dataChanged.fire(undefined);
    };
    const timer = setInterval(() => {
      if (view.visible) this.#dataChanged.fire(undefined);
    }, RELATIVE_TIME_MS);
    return vscode.Disposable.from(
      view,
      this.#dataChanged,
      this.#attention.onDidChange(refresh),
      this.#stores.onDidChange(refresh),
      new vscode.Disposable(() => clearInterval(timer)),
    );
  }

  getTreeItem(node: Group | TaskLeaf): vscode.TreeItem {
    return node.kind === 'group' ? groupItem(node) : this.#leafItem(node);
  }

  getChildren(node?: Group | TaskLeaf): (Group | TaskLeaf)[] {
    if (node) return node.kind === 'group' ? [...node.leaves] : [];
    return this.#groups().filter(({ leaves }) => leaves.length > 0);
  }

  #groups(): Group[] {
    const order: readonly (keyof Needs)[] = ['approvals', 'interrupted', 'blocked', 'failed'];
    return order.map((of) => ({
      kind: 'group',
      of,
      leaves: this.#stores.all.flatMap((store) => this.#leaves(store, of)),
    }));
  }

  #leaves(store: FolderStore, of: keyof Needs): TaskLeaf[] {
    return (this.#attention.of(store)?.[of] ?? []).map((task) => ({ kind: 'task', store, task }));
  }

  #leafItem(leaf: TaskLeaf): vscode.TreeItem {
    const item = taskItem(leaf);
    // Here a task stands for itself; what lies below it is in the Tasks view.
    item.collapsibleState = vscode.TreeItemCollapsibleState.None;
    if (this.#stores.all.length > 1) item.description = `${leaf.store.folder.name} · ${String(item.description)}`;
    return item;
  }

  #badge(): vscode.ViewBadge | undefined {
    const value = this.#groups().reduce((sum, { leaves }) => sum + leaves.length, 0);
    if (value === 0) return undefined;
    const tooltip = value === 1 ? vscode.l10n.t('One task needs you') : vscode.l10n.t('{0} tasks need you', value);
    return { value, tooltip };
  }
}

function groupItem({ of, leaves }: Group): vscode.TreeItem {
  const names: Record<keyof Needs, string> = {
    approvals: vscode.l10n.t('Approvals'),
    interrupted: vscode.l10n.t('Interrupted'),
    blocked: vscode.l10n.t('Blocked'),
    failed: vscode.l10n.t('Failed'),
    evidence: vscode.l10n.t('Evidence Does Not Hold'),
  };
  const item = new vscode.TreeItem(names[of], vscode.TreeItemCollapsibleState.Expanded);
  item.id = of;
  item.description = String(leaves.length);
  item.contextValue = 'group';
  item.accessibilityInformation = { label: `${names[of]}, ${leaves.length}` };
  return item;
}
