import type { Change } from '../orchestrator/context';
import type { Connection } from '../storage/connection';
import { indexTasks, unindexTask } from '../storage/queries/tasks';

/** What commands leave to be done for all of them together, once each has taken effect. */
export class Effects {
  readonly changes: Change[] = [];
  /** Tasks whose texts are to be indexed. */
  readonly #unindexed = new Set<string>();

  add(other: Effects): void {
    this.changes.push(...other.changes);
    for (const id of other.#unindexed) this.#unindexed.add(id);
  }

  /** A task is new, or its old texts have left the index. */
  toIndex(taskId: string): void {
    this.#unindexed.add(taskId);
  }

  /** Takes the texts of a task out of the index, unless they have not come into it yet. */
  reword(connection: Connection, taskId: string, n: number, batch: Effects): void {
    if (!this.#unindexed.has(taskId) && !batch.#unindexed.has(taskId)) unindexTask(connection, n);
    this.toIndex(taskId);
  }

  /** Full text is indexed once a batch: each statement that touches the index writes a part of it anew. */
  index(connection: Connection): void {
    if (this.#unindexed.size > 0) indexTasks(connection, [...this.#unindexed]);
  }
}
