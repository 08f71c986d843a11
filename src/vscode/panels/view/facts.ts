import type { QueryOutput, WaitedFor } from '../../../orchestrator/registry';
import type { FolderStore } from '../../folderStore';
import { rowsNow, waitedForOf, type RowsNow } from '../../tasks/rowsNow';

const PAGE = 100;

/** All that a panel's view is made of, as the queries answer it. */
export interface Facts {
  readonly shown: QueryOutput<'task.show'>;
  /** The titles of what the task and its steps wait for, by their ids. */
  readonly waitsFor: Readonly<Record<string, WaitedFor>>;
  readonly plans: QueryOutput<'task.plans'>;
  readonly results: QueryOutput<'task.results'>['rows'];
  readonly checkpoints: QueryOutput<'checkpoint.list'>;
  readonly files: QueryOutput<'task.files'>;
  readonly evidence: QueryOutput<'task.evidence'>;
  readonly events: QueryOutput<'task.events'>;
  readonly children: QueryOutput<'task.children'>;
  /** What it waits for, what waits for it, and what answers for files of it now. */
  readonly others: RowsNow;
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
  const named = [
    ...[...shown.waitsFor, ...shown.waitedForBy].map((neighbour) => neighbour.task),
    ...evidence.files.flatMap(({ supersededBy }) => supersededBy ?? []),
  ];
  const [waitsFor, others] = await Promise.all([
    waitedForOf(store, [shown.task, ...children.rows]),
    rowsNow(store, [...new Set(named)]),
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
