import { phaseOf } from '../../../domain/task/phase';
import { worthListing } from '../../../domain/workflow/checkpoints';
import type { Change, TaskRow } from '../../../orchestrator/registry';
import type { FolderStore } from '../../folderStore';
import { rowsNow } from '../../tasks/rowsNow';
import { standingOf } from '../../tasks/standing';
import type {
  CheckpointNode,
  DetailsNode,
  FileNode,
  FolderNode,
  GroupOf,
  RangeNode,
  TaskLeaf,
  TaskNode,
} from '../taskNodes';
import { Groups, type Top } from './groups';
import { hasDetails, isTree, shows, type Look } from './look';
import { Pages, pageStart } from './pages';
import { changedLists, listedNow } from './staleness';
import { listOf, PAGE, placeIn, type TaskList } from './taskList';

const MOST_DETAILS = 100;

/** What is to be shown again: everything, or what hangs below these rows together with them. */
export type Outdated = 'all' | readonly TaskNode[];

/**
 * The tree of tasks as data: what hangs below what, read a page at a time when somebody looks, and what a change makes
 * out of date. It knows nothing of VS Code.
 */
export class TaskTree {
  readonly #stores: () => readonly FolderStore[];
  readonly #look: () => Look;
  readonly #pages = new Pages();
  readonly #groups = new Groups();
  readonly #folders = new Map<FolderStore, FolderNode>();
  readonly #tops = new Map<FolderStore, Top>();

  constructor(stores: () => readonly FolderStore[], look: () => Look) {
    this.#stores = stores;
    this.#look = look;
  }

  /** What stands at the top, or below a row. */
  async children(node?: TaskNode): Promise<TaskNode[]> {
    if (!node) return this.#roots();
    switch (node.kind) {
      case 'folder':
        return this.#atTop(node.store);
      case 'group':
        return this.#rows(node.list);
      case 'range':
        return [...(await this.#pages.read(node.list, node.offset)).leaves];
      case 'task':
        return this.#below(node);
      case 'details':
        return details(node);
      default:
        return [];
    }
  }

  /** Where a row hangs; also one that was not shown yet. */
  async parent(node: TaskNode): Promise<TaskNode | undefined> {
    switch (node.kind) {
      case 'folder':
        return undefined;
      case 'group':
        return this.#folderOf(node.store);
      case 'range':
        return this.#holder(node.list);
      case 'details':
        return node.leaf;
      case 'checkpoint':
      case 'file':
        return this.#pages.leaf(node.store, node.task.id);
      case 'task': {
        const list = this.#pages.pageWith(node.store, node.task.id)?.list ?? (await this.#listWith(node));
        if (!list) return undefined;
        const page = this.#pages.pageWith(node.store, node.task.id);
        const offset = page?.offset ?? pageStart(await placeIn(list, node.task.id));
        return offset === 0 ? this.#holder(list) : this.#pages.range(list, offset, PAGE);
      }
    }
  }

  /** The row of a task, if the tree shows it the way it is looked at; where it is shown wrongly or not yet is read again. */
  async find(store: FolderStore, id: string): Promise<{ leaf: TaskLeaf; outdated: Outdated } | undefined> {
    const { rows, waitsFor } = await store.read('task.rows', { ids: [id] });
    const [task] = rows;
    if (!task) return undefined;
    const shown = this.#pages.pageWith(store, id)?.list;
    if (!shown && !shows(this.#look(), task)) return undefined;
    const known = this.#pages.leaf(store, id);
    const list = await this.#listWith({ store, task });
    // What else has changed of a row that is where it belongs, `follow` takes in.
    if (known && shown && (!list || list.key === shown.key)) return { leaf: known, outdated: [] };
    const leaf = this.#pages.keep(store, task, waitsFor[id]);
    this.#pages.unplace(store, id);
    const lists = [shown, list].filter((each) => each !== undefined);
    this.#pages.makeStale(new Set(lists.map(({ key }) => key)));
    for (const each of lists) await this.#readAbove(each);
    const holders = await Promise.all(lists.map((each) => this.#holder(each)));
    const outdated = holders.filter((holder) => holder !== undefined);
    return { leaf, outdated: outdated.length < holders.length ? 'all' : outdated };
  }

  /** Takes changes in: reads the rows they are about, and tells what VS Code has to ask for again. */
  async follow(store: FolderStore, changes: readonly Change[]): Promise<Outdated> {
    const before = this.#tops.get(store);
    // Nobody has looked yet.
    if (!before) return [];
    const look = this.#look();
    const ids = changes.filter(({ entity }) => entity === 'task').map(({ id }) => id);
    const shown = ids.filter((id) => this.#pages.pageWith(store, id));
    const now = new Map(await listedNow(store, shown));
    for (const [id, row] of await listedNow(store, this.#heldDifferently(store, now))) now.set(id, row);
    const lists = changedLists(store, this.#pages, changes, now, isTree(look));
    const outdated = new Set<TaskNode | undefined>();
    for (const [id, { task, waitsFor }] of now) {
      if (this.#pages.leaf(store, id)) outdated.add(this.#pages.keep(store, task, waitsFor));
    }
    for (const id of shown) if (!now.has(id)) this.#pages.forget(store, id);
    this.#pages.makeStale(new Set(lists.map(({ key }) => key)));
    for (const list of lists) outdated.add(await this.#holder(list));
    for (const node of await this.#followGroups(store, before)) outdated.add(node);
    return outdated.has(undefined) ? 'all' : this.#uncovered(outdated as ReadonlySet<TaskNode>);
  }

  /** VS Code asks again for all that hangs below a row which it is told of; each row should be asked for once. */
  #uncovered(outdated: ReadonlySet<TaskNode>): TaskNode[] {
    const isCovered = (node: TaskNode): boolean => {
      const above = this.#above(node);
      return above !== undefined && (outdated.has(above) || isCovered(above));
    };
    return [...outdated].filter((node) => !isCovered(node));
  }

  /** The row below which a row hangs, if that has been read; ranges are passed over. */
  #above(node: TaskNode): TaskNode | undefined {
    if (node.kind !== 'task') return node.kind === 'group' ? this.#folderOf(node.store) : undefined;
    const list = this.#pages.pageWith(node.store, node.task.id)?.list;
    return list ? this.#shownHolder(list) : this.#folderOf(node.store);
  }

  #shownHolder({ store, of, key }: TaskList): TaskNode | undefined {
    if (of.kind === 'siblings' && of.parent !== null) return this.#pages.leaf(store, of.parent);
    return this.#tops.get(store)?.groups.find(({ list }) => list.key === key) ?? this.#folderOf(store);
  }

  /** Rows that nothing was said of, and whose words change: what happens above holds them back, or lets them go. */
  #heldDifferently(store: FolderStore, now: ReadonlyMap<string, { readonly task: TaskRow }>): string[] {
    const ids = new Set<string>();
    for (const [id, { task }] of now) {
      const before = this.#pages.leaf(store, id)?.task;
      if (!before || task.children === 0 || (before.state === task.state && before.unmet === task.unmet)) continue;
      for (const below of this.#pages.waitingBelow(store, task)) if (!now.has(below)) ids.add(below);
    }
    return [...ids].filter((id) => this.#pages.pageWith(store, id));
  }

  /** The row that the keyboard goes to when some go: the next that stays, else the one before, else the one above. */
  beside(leaf: TaskLeaf, going: ReadonlySet<string>): TaskNode | undefined {
    const { store, task } = leaf;
    const page = this.#pages.pageWith(store, task.id);
    if (!page || this.#pages.leaf(store, task.id) !== leaf) return undefined;
    const stays = (other: TaskLeaf): boolean => !going.has(other.task.id);
    const at = page.leaves.indexOf(leaf);
    return page.leaves.slice(at + 1).find(stays) ?? page.leaves.slice(0, at).findLast(stays) ?? this.#above(leaf);
  }

  /** Rows that say how long ago something was. */
  aging(): TaskLeaf[] {
    return this.#pages.shownLeaves().filter(({ task }) => standingOf(task) === 'interrupted');
  }

  /** Everything is read again, as it is looked at now. */
  forget(): void {
    this.#pages.clear();
    this.#tops.clear();
  }

  async #roots(): Promise<TaskNode[]> {
    const stores = this.#stores();
    const [only] = stores;
    if (only && stores.length === 1) return this.#atTop(only);
    // A workspace of folders that all are empty shows the welcome text rather than a list of empty folders.
    const anything = stores.some(({ status }) => status.state !== 'absent');
    return anything ? stores.map((store) => this.#folder(store)) : [];
  }

  async #atTop(store: FolderStore): Promise<TaskNode[]> {
    if (store.status.state !== 'ready') return [];
    const { groups, list } = await this.#top(store);
    return [...groups, ...(list ? await this.#rows(list) : [])];
  }

  async #top(store: FolderStore): Promise<Top> {
    const known = this.#tops.get(store);
    if (known) return known;
    const top = await this.#groups.top(store, this.#look());
    this.#tops.set(store, top);
    return top;
  }

  /** The first page of a list, and the ranges that the rest is folded away in. */
  async #rows(list: TaskList): Promise<(TaskLeaf | RangeNode)[]> {
    const { leaves, total } = await this.#pages.read(list, 0);
    const rest = Math.max(0, Math.ceil(total / PAGE) - 1);
    const ranges = Array.from({ length: rest }, (_, n) => {
      const offset = (n + 1) * PAGE;
      return this.#pages.range(list, offset, Math.min(PAGE, total - offset));
    });
    return [...leaves, ...ranges];
  }

  async #below(leaf: TaskLeaf): Promise<TaskNode[]> {
    const look = this.#look();
    const { store, task } = leaf;
    const hasRows = isTree(look) && task.children > 0;
    const rows = hasRows ? await this.#rows(listOf(store, look, { kind: 'siblings', parent: task.id })) : [];
    if (!hasDetails(look, task)) return rows;
    return [...rows, { kind: 'details', of: 'checkpoints', leaf }, { kind: 'details', of: 'files', leaf }];
  }

  async #followGroups(store: FolderStore, { groups: before, list }: Top): Promise<(TaskNode | undefined)[]> {
    if (before.length === 0 && isTree(this.#look()) && this.#look().groupBy === 'none') return [];
    const numbers = before.map(({ count, done }) => `${count}/${done ?? ''}`);
    const top = await this.#groups.top(store, this.#look());
    this.#tops.set(store, top);
    const isSame = top.groups.length === before.length && top.groups.every((group, index) => group === before[index]);
    if (!isSame || top.list?.key !== list?.key) return [this.#folderOf(store)];
    return top.groups.filter(({ count, done }, index) => `${count}/${done ?? ''}` !== numbers[index]);
  }

  /** The list that a task which is not shown belongs to. */
  async #listWith({ store, task }: Pick<TaskLeaf, 'store' | 'task'>): Promise<TaskList | undefined> {
    const look = this.#look();
    if (isTree(look) && task.parentId !== null) return listOf(store, look, { kind: 'siblings', parent: task.parentId });
    const { groups, list } = await this.#top(store);
    const of: GroupOf | undefined =
      look.groupBy === 'state'
        ? { by: 'state', phase: phaseOf(task) }
        : look.groupBy === 'role'
          ? { by: 'role', role: task.role }
          : look.groupBy === 'stream' && task.stream !== null
            ? { by: 'stream', name: task.stream }
            : undefined;
    const group = of && this.#groups.find(store, of);
    return group && groups.includes(group) ? group.list : list;
  }

  /** The row below which a list hangs; none for one at the very top. */
  async #holder(list: TaskList): Promise<TaskNode | undefined> {
    const { store, of } = list;
    const shown = this.#shownHolder(list);
    if (shown || of.kind !== 'siblings' || of.parent === null) return shown;
    const { rows, waitsFor } = await store.read('task.rows', { ids: [of.parent] });
    const [task] = rows;
    return task && this.#pages.keep(store, task, waitsFor[task.id]);
  }

  /** The row above as it is now: as it was read, it may have had nothing below it, and VS Code would not open it. */
  async #readAbove({ store, of }: TaskList): Promise<void> {
    if (of.kind !== 'siblings' || of.parent === null || !this.#pages.leaf(store, of.parent)) return;
    const above = (await rowsNow(store, [of.parent])).get(of.parent);
    if (above) this.#pages.keep(store, above.task, above.waitsFor);
  }

  #folderOf(store: FolderStore): FolderNode | undefined {
    return this.#stores().length > 1 ? this.#folder(store) : undefined;
  }

  #folder(store: FolderStore): FolderNode {
    const known = this.#folders.get(store);
    if (known) return known;
    const node: FolderNode = { kind: 'folder', store };
    this.#folders.set(store, node);
    return node;
  }
}

async function details({ of, leaf }: DetailsNode): Promise<(CheckpointNode | FileNode)[]> {
  const { store, task } = leaf;
  if (of === 'files') {
    const { rows } = await store.read('task.files', { task: task.id, limit: MOST_DETAILS });
    return rows.map((file) => ({ kind: 'file', store, task, file }));
  }
  const { rows } = await store.read('checkpoint.list', { task: task.id, limit: MOST_DETAILS });
  return worthListing(rows).map((checkpoint) => {
    const fields = { from: checkpoint.seq, to: 0, seq: checkpoint.seq } as const;
    return { kind: 'checkpoint', store, task, checkpoint, fields };
  });
}
