import { endOf } from '../../domain/dependency/dependency';
import { Problem } from '../../domain/problem';
import {
  findRecord,
  insertRecord,
  rowOf,
  updateRecord,
  type MutableRecord,
  type StoredRow,
  type TaskRecord,
} from '../../storage/queries/records';
import { dependenciesOf, dependenciesOn, waitingFor, type DependencyRow } from '../../storage/queries/dependencies';
import { childIds, rootIds } from '../../storage/queries/tree';
import type { CommandContext } from '../context';

/**
 * The tasks that one command touches, each read once and written once, at its end. What a command sees of the tree here
 * is what it has already changed.
 */
export class WorkingSet {
  readonly context: CommandContext;
  readonly #records = new Map<string, MutableRecord | undefined>();
  readonly #changed = new Set<MutableRecord>();
  /** What stands in the rows of the records, as far as it is known. */
  readonly #rows = new Map<MutableRecord, StoredRow>();
  /** What is said of the records in the rows of others. */
  readonly #said = new Map<MutableRecord, string>();
  readonly #children = new Map<string, string[]>();
  readonly #dependencies = new Map<string, DependencyRow[]>();
  readonly #dependants = new Map<string, DependencyRow[]>();

  readonly #lookedAt = new Set<string>();

  constructor(context: CommandContext) {
    this.context = context;
  }

  find(id: string): MutableRecord | undefined {
    const record = this.findEvenDeleted(id);
    return record?.deletedAt === null ? record : undefined;
  }

  findEvenDeleted(id: string): MutableRecord | undefined {
    if (!this.#records.has(id)) {
      const record = findRecord(this.context.connection, id);
      this.#records.set(id, record);
      if (record) {
        this.#rows.set(record, rowOf(record));
        this.#said.set(record, saidElsewhere(record));
      }
    }
    return this.#records.get(id);
  }

  get(id: string): MutableRecord {
    const record = this.find(id);
    if (!record) throw noSuchTask(id);
    return record;
  }

  parentOf(task: TaskRecord): MutableRecord | undefined {
    return task.parentId === null ? undefined : this.findEvenDeleted(task.parentId);
  }

  /** From the parent up to the root. */
  *ancestorsOf(task: TaskRecord): Generator<MutableRecord> {
    for (let at = this.parentOf(task); at; at = this.parentOf(at)) yield at;
  }

  isBelow(task: TaskRecord, ancestor: string): boolean {
    for (const { id } of this.ancestorsOf(task)) if (id === ancestor) return true;
    return false;
  }

  /** Those that have been read or made so far. */
  loaded(): MutableRecord[] {
    return [...this.#records.values()].filter((record) => record !== undefined);
  }

  /** Ids of live children in their order. */
  childrenOf(id: string): readonly string[] {
    return cached(this.#children, id, () => childIds(this.context.connection, id));
  }

  /** Live tasks without a parent, in their order. */
  roots(): MutableRecord[] {
    return rootIds(this.context.connection).map((id) => this.get(id));
  }

  dependenciesOf(id: string): readonly DependencyRow[] {
    return cached(this.#dependencies, id, () => dependenciesOf(this.context.connection, id));
  }

  dependantsOf(id: string): readonly DependencyRow[] {
    return cached(this.#dependants, id, () => dependenciesOn(this.context.connection, id));
  }

  /** Children came to these tasks, or left them. */
  forgetChildren(...ids: readonly (string | null)[]): void {
    for (const id of ids) if (id !== null) this.#children.delete(id);
  }

  /** A dependency between these two came or went. */
  forgetDependencies(task: string, dependsOn: string): void {
    this.#dependencies.delete(task);
    this.#dependants.delete(dependsOn);
  }

  /** Writes a new task at once, so that others can refer to it. */
  add(record: Omit<MutableRecord, 'n'>): MutableRecord {
    const task: MutableRecord = { ...record, n: insertRecord(this.context.connection, record) };
    this.#records.set(task.id, task);
    this.#rows.set(task, rowOf(task));
    this.#said.set(task, saidElsewhere(task));
    this.#children.set(task.id, []);
    this.#dependencies.set(task.id, []);
    this.#dependants.set(task.id, []);
    if (task.parentId !== null) this.#children.get(task.parentId)?.push(task.id);
    this.context.created(task.id);
    this.context.changed({ entity: 'task', id: task.id, parent: task.parentId });
    return task;
  }

  /** A parent's own files and checks have been looked at, and do not keep it from being completed. */
  lookedAt(id: string): void {
    this.#lookedAt.add(id);
  }

  isLookedAt(id: string): boolean {
    return this.#lookedAt.has(id);
  }

  touch(task: MutableRecord): void {
    this.#changed.add(task);
  }

  /** A statement of its own has reached the row of this task: the whole row is written the next time. */
  forgetRow(task: MutableRecord): void {
    this.#rows.delete(task);
  }

  /** Writes what was touched, and tells views of it. */
  save(): void {
    const { connection, now } = this.context;
    const told = [...this.#changed];
    for (const task of told) {
      task.version++;
      task.updatedAt = now;
      this.#rows.set(task, updateRecord(connection, task, this.#rows.get(task)));
      this.context.changed({ entity: 'task', id: task.id, parent: task.parentId });
    }
    this.#changed.clear();
    this.#tellWhoWaits(told);
  }

  /** Rows of tasks that wait for another say its name, and what has become of it: they change with it, each once. */
  #tellWhoWaits(saved: readonly MutableRecord[]): void {
    const others = saved.filter((task) => this.#said.get(task) !== saidElsewhere(task));
    if (others.length === 0) return;
    const told = new Set(saved.map(({ id }) => id));
    for (const task of others) {
      this.#said.set(task, saidElsewhere(task));
      for (const { id, parentId } of waitingFor(this.context.connection, task.id)) {
        if (told.has(id)) continue;
        told.add(id);
        this.context.changed({ entity: 'task', id, parent: parentId });
      }
    }
  }
}

const saidElsewhere = (task: TaskRecord): string => `${endOf(task) ?? ''} ${task.title}`;

/** Runs a change of the tree and writes it. */
export function withTree<Answer>(context: CommandContext, change: (tree: WorkingSet) => Answer): Answer {
  const tree = new WorkingSet(context);
  const answer = change(tree);
  tree.save();
  return answer;
}

export const noSuchTask = (id: string): Problem =>
  new Problem('not_found', `There is no task ${id}.`, 'Look it up in the list of tasks.');

function cached<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
