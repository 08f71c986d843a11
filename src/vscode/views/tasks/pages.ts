import { isFinished } from '../../../domain/task/phase';
import type { TaskRow, WaitedFor } from '../../../orchestrator/registry';
import type { FolderStore } from '../../folderStore';
import type { RangeNode, TaskLeaf } from '../taskNodes';
import { PAGE, readPage, type Rows, type TaskList } from './taskList';

export interface Page {
  readonly list: TaskList;
  readonly offset: number;
  readonly leaves: readonly TaskLeaf[];
  readonly total: number;
}

/** Where a task is shown, and its row as it was when that list was read. */
interface Place {
  readonly page: Page;
  readonly task: TaskRow;
}

/** What the tree has read: pages of lists and the rows on them, so that a change finds those that it is about. */
export class Pages {
  readonly #leaves = new Map<string, TaskLeaf>();
  readonly #pages = new Map<string, Page>();
  readonly #reading = new Map<string, Promise<Page>>();
  readonly #places = new Map<string, Place>();
  readonly #ranges = new Map<string, RangeNode>();
  /** Pages that are read again when they are next asked for; what they showed is known until then. */
  readonly #stale = new Set<Page>();

  leaf(store: FolderStore, id: string): TaskLeaf | undefined {
    return this.#leaves.get(leafKey(store, id));
  }

  pageWith(store: FolderStore, id: string): Page | undefined {
    return this.#places.get(leafKey(store, id))?.page;
  }

  /** The row that its list was read with: what is known of the task since does not say where it is shown. */
  listed(store: FolderStore, id: string): TaskRow | undefined {
    return this.#places.get(leafKey(store, id))?.task;
  }

  shownLeaves(): TaskLeaf[] {
    return [...this.#pages.values()].flatMap(({ leaves }) => leaves);
  }

  /** Those in one tree, from a depth on down, that have not begun: what stands above may hold them back or let them go. */
  waitingBelow(store: FolderStore, { rootId, depth }: TaskRow): string[] {
    return [...this.#leaves.values()].flatMap(({ store: of, task }) =>
      of === store && task.rootId === rootId && task.depth > depth && task.state === 'pending' ? [task.id] : [],
    );
  }

  keep(store: FolderStore, task: TaskRow, waitsFor: WaitedFor | undefined): TaskLeaf {
    const known = this.leaf(store, task.id);
    if (known) return Object.assign(known, { task, waitsFor });
    const leaf: TaskLeaf = { kind: 'task', store, task, waitsFor };
    this.#leaves.set(leafKey(store, task.id), leaf);
    return leaf;
  }

  forget(store: FolderStore, id: string): void {
    this.#leaves.delete(leafKey(store, id));
    this.unplace(store, id);
  }

  /** The task belongs elsewhere than where it is shown. */
  unplace(store: FolderStore, id: string): void {
    this.#places.delete(leafKey(store, id));
  }

  range(list: TaskList, offset: number, length: number): RangeNode {
    const key = pageKey(list, offset);
    const known = this.#ranges.get(key);
    if (known) return Object.assign(known, { length });
    const range: RangeNode = { kind: 'range', list, offset, length };
    this.#ranges.set(key, range);
    return range;
  }

  /** A page as it was read, unless that is out of date; asked for twice at a time, it is read once. */
  read(list: TaskList, offset: number): Promise<Page> {
    const key = pageKey(list, offset);
    const known = this.#pages.get(key);
    if (known && !this.#stale.has(known)) return Promise.resolve(known);
    const reading =
      this.#reading.get(key) ??
      readPage(list, offset)
        .then((rows) => this.#put(list, offset, rows, known))
        .finally(() => this.#reading.delete(key));
    this.#reading.set(key, reading);
    return reading;
  }

  /** Lists of which something has been read. */
  *lists(store: FolderStore): Generator<TaskList> {
    const seen = new Set<string>();
    for (const { list } of this.#pages.values()) {
      if (list.store !== store || seen.has(list.key)) continue;
      seen.add(list.key);
      yield list;
    }
  }

  makeStale(keys: ReadonlySet<string>): void {
    for (const page of this.#pages.values()) if (keys.has(page.list.key)) this.#stale.add(page);
  }

  /** Everything is read again. Rows stay the objects by which VS Code knows them. */
  clear(): void {
    this.#pages.clear();
    this.#reading.clear();
    this.#places.clear();
    this.#stale.clear();
  }

  #put(list: TaskList, offset: number, { rows, waitsFor, above, total }: Rows, before: Page | undefined): Page {
    const fresh = rows.map((task) => {
      const leaf = this.keep(list.store, task, waitsFor[task.id]);
      return Object.assign(leaf, { above: task.parentId === null ? undefined : above?.[task.parentId] });
    });
    const page: Page = { list, offset, leaves: [...fresh, ...finishedMeanwhile(list, before, fresh)], total };
    if (page.leaves.length > fresh.length) (page.leaves as TaskLeaf[]).sort(inOrder);
    for (const { task } of before?.leaves ?? []) {
      // The list that it went to may have been read first.
      if (this.pageWith(list.store, task.id) === before) this.unplace(list.store, task.id);
    }
    for (const { task } of page.leaves) this.#places.set(leafKey(list.store, task.id), { page, task });
    this.#pages.set(pageKey(list, offset), page);
    if (before) this.#stale.delete(before);
    return page;
  }
}

/** What finished under somebody's eyes stays where it is until the view is left, though finished tasks are not shown. */
function finishedMeanwhile(list: TaskList, before: Page | undefined, fresh: readonly TaskLeaf[]): TaskLeaf[] {
  if (!list.unfinished || list.of.kind !== 'siblings' || !before) return [];
  const { parent } = list.of;
  const shown = new Set(fresh);
  return before.leaves.filter(
    (leaf) =>
      !shown.has(leaf) &&
      isFinished(leaf.task) &&
      leaf.task.parentId === parent &&
      leaf.task.archivedAt === null &&
      leaf.task.deletedAt === null,
  );
}

const inOrder = ({ task: a }: TaskLeaf, { task: b }: TaskLeaf): number => a.position - b.position || a.n - b.n;

const leafKey = ({ folder }: FolderStore, id: string): string => `${folder.uri.toString()}#${id}`;
const pageKey = ({ key }: TaskList, offset: number): string => `${key}@${offset}`;

/** Where the page begins that a task at a place is on. */
export const pageStart = (before: number): number => Math.floor(before / PAGE) * PAGE;
