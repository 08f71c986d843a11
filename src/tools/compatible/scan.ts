import type { QueryInput, QueryOutput, TaskRow } from '../../orchestrator/registry';
import type { ToolStore } from '../store';

/** How many rows a question of that time looks at, at most; what is older is not found, and the answer says so. */
const MOST_SCANNED = 10_000;
const PAGE = 1_000;

export interface Scanned {
  readonly rows: readonly TaskRow[];
  /** There were more than were looked at. */
  readonly isCut: boolean;
}

/** The tasks that a filter finds, newest change first, and of those the ones that a test holds for. */
export async function scan(
  store: ToolStore,
  filter: QueryInput<'task.search'>,
  holds: (row: TaskRow) => boolean = () => true,
): Promise<Scanned> {
  const rows: TaskRow[] = [];
  let after: QueryInput<'task.search'>['after'] = null;
  for (let seen = 0; seen < MOST_SCANNED; seen += PAGE) {
    const page: QueryOutput<'task.search'> = await store.read('task.search', { ...filter, after, limit: PAGE });
    rows.push(...page.rows.filter(holds));
    if (page.next === null) return { rows, isCut: false };
    after = page.next;
  }
  return { rows, isCut: true };
}
