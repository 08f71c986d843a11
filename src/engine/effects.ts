import type { Change } from '../orchestrator/context';
import type { Connection } from '../storage/connection';
import { indexTasks } from '../storage/queries/tasks';

/** What commands leave to be done for all of them together, once each has taken effect. */
export class Effects {
  readonly changes: Change[] = [];
  readonly created: string[] = [];

  add(other: Effects): void {
    this.changes.push(...other.changes);
    this.created.push(...other.created);
  }

  /** Full text is indexed once a batch: each statement that touches the index writes a part of it anew. */
  index(connection: Connection): void {
    if (this.created.length > 0) indexTasks(connection, this.created);
  }
}
