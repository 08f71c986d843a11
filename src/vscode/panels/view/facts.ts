import type { QueryOutput, TaskRow } from '../../../orchestrator/registry';
import type { FolderStore } from '../../folderStore';

const PAGE = 100;

/** All that a panel's view is made of, as the queries answer it. */
export interface Facts {
  readonly shown: QueryOutput<'task.show'>;
  /** The title of what the task waits for. */
  readonly waitsFor: string | undefined;
  readonly plans: QueryOutput<'task.plans'>;
  readonly results: QueryOutput<'task.results'>['rows'];
  readonly checkpoints: QueryOutput<'checkpoint.list'>;
  readonly files: QueryOutput<'task.files'>;
  readonly evidence: QueryOutput<'task.evidence'>;
  readonly events: QueryOutput<'task.events'>;
  readonly children: QueryOutput<'task.children'>;
  /** Other tasks that the view names, by their ids. */
  readonly others: ReadonlyMap<string, TaskRow>;
}

type Read = Pick<FolderStore, 'read'>['read'];

/** Reads what a panel shows. The queries go to the engine together; each of them is answered in a millisecond or so. */
export async function readFacts(store: FolderStore, task: string): Promise<Facts> {
  const read: Read = (name, input) => store.read(name, input);
  const [shown, plans, results, checkpoints, files, evidence, events, children] = await Promise.all([
    read('task.show', { task }),
    read('task.plans', { task, limit: PAGE }),
    read('task.results', { task, limit: PAGE }),
    read('checkpoint.list', { task, limit: 50 }),
    read('task.files', { task, limit: PAGE }),
    read('task.evidence', { task }),
    read('task.events', { task, limit: PAGE }),
    read('task.children', { parent: task, limit: PAGE }),
  ]);
  const [waitsFor, others] = await Promise.all([
    read('task.rows', { ids: [task] }).then((rows) => rows.waitsFor[task]),
    rowsOf(
      read,
      [...shown.waitsFor, ...shown.waitedForBy].map((neighbour) => neighbour.task),
    ),
  ]);
  return {
    shown,
    plans,
    results: results.rows,
    checkpoints,
    files,
    evidence,
    events,
    children,
    others,
    waitsFor,
  };
}

async function rowsOf(read: Read, ids: readonly string[]): Promise<ReadonlyMap<string, TaskRow>> {
  const rows = await Promise.all([...new Set(ids)].map((id) => read('task.get', { id })));
  return new Map(rows.flatMap((row) => (row ? [[row.id, row] as const] : [])));
}
