import { worthListing } from '../../../domain/workflow/checkpoints';
import type { QueryOutput, WaitedFor } from '../../../orchestrator/registry';
import type { CheckpointRow, EventLine, FileRow, Page, TaskLink } from '../../../shared/taskPanel/view';
import { actorName } from '../../words/actors';
import { checkpointTitle } from '../../words/checkpoints';
import { attemptBegun, eventDetails, eventParts, eventWords, type TaskEvent } from '../../words/events';
import { fileOperationWords, noticedWords } from '../../words/files';
import { plainState } from '../../words/plainState';
import { checkpointHolds } from './checkpointHolds';
import { link } from './standing';

/** Lists that come in pages: the first with each view, the others when they are asked for. */

export const checkpointPage = ({ rows, next }: QueryOutput<'checkpoint.list'>): Page<CheckpointRow, number> => ({
  rows: worthListing(rows).map((row) => ({
    seq: row.seq,
    name: checkpointTitle(row),
    state: plainState(row.state),
    by: actorName(row.actor),
    at: row.at,
    holds: checkpointHolds(row),
  })),
  next,
});

type KnownOperation = QueryOutput<'task.files'>['rows'][number];

/** Newest first. What is reported again with each step of the work is one line, which says how often. */
export function filePage({ rows, next }: QueryOutput<'task.files'>): Page<FileRow, number> {
  const alike = new Map<string, KnownOperation[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.op, row.path, row.from, row.noticed, row.actor]);
    alike.set(key, [...(alike.get(key) ?? []), row]);
  }
  return { rows: [...alike.values()].map(fileRow), next };
}

function fileRow(alike: readonly KnownOperation[]): FileRow {
  const [{ n, op, path, from, noticed, actor, at }] = alike as readonly [KnownOperation];
  const { label, icon } = fileOperationWords(op);
  return {
    n,
    op: label,
    icon,
    path,
    from,
    gone: op === 'delete',
    noticed: [noticedWords(noticed), alike.length > 1 ? `×${alike.length}` : ''].join(' ').trim(),
    // Somebody did, and the disk does not say who.
    by: actor === 'system' ? '' : actorName(actor),
    at,
  };
}

/** What was found of the files several times, and always the same with nothing else between, is one line. */
const inRuns = (events: readonly TaskEvent[]): (readonly [TaskEvent, ...TaskEvent[]])[] => {
  const runs: [TaskEvent, ...TaskEvent[]][] = [];
  for (const event of events) {
    const run = runs.at(-1);
    if (run && isOfFiles(event) && isAlike(event, run[0])) run.push(event);
    else runs.push([event]);
  }
  return runs;
};

const isOfFiles = ({ kind }: TaskEvent): boolean => kind === 'evidence.changed' || kind === 'evidence.checked';

const isAlike = (event: TaskEvent, other: TaskEvent): boolean =>
  event.kind === other.kind && eventDetails(event) === eventDetails(other);

export const eventPage = ({ rows, next }: QueryOutput<'task.events'>): Page<EventLine, number> => ({
  rows: inRuns(rows).map((run) => {
    const [event] = run;
    const { icon, kind, what } = eventWords(event);
    return {
      seq: event.seq,
      at: event.at,
      by: actorName(event.actor),
      icon,
      kind,
      what: run.length > 1 ? `${what} ×${run.length}` : what,
      parts: eventParts(event),
      attempt: attemptBegun(event),
    };
  }),
  next,
});

export const childPage = (
  { rows, next }: QueryOutput<'task.children'>,
  waitsFor: Readonly<Record<string, WaitedFor>>,
): Page<TaskLink, { position: number; n: number }> => ({
  rows: rows.map((row) => link(row, waitsFor[row.id], row.role ?? '')),
  next,
});
