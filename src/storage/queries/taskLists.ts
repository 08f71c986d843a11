import * as z from 'zod';
import type { State } from '../../domain/workflow/states';
import type { TaskStatus } from '../../domain/task/task';
import type { Connection } from '../connection';
import { query, type Query } from '../query';
import { count, textList } from './columns';
import { anywhere, listed, taskRow, wordsOf, type TaskRow } from './tasks';

/** What a list is narrowed to; what is left out narrows nothing. */
export interface TaskFilter {
  /** Words that a task contains, each possibly the beginning of a longer one. */
  readonly text?: string | undefined;
  readonly state?: State | undefined;
  readonly status?: TaskStatus | undefined;
  readonly role?: string | undefined;
  readonly stream?: string | undefined;
  /** A task; those below it are listed. */
  readonly under?: string | undefined;
  /** Changed after this moment. */
  readonly since?: number | undefined;
  readonly archived?: boolean | undefined;
}

/** Where a page ended. */
export interface ListCursor {
  readonly updatedAt: number;
  readonly n: number;
}

// ?1 state, ?2 status, ?3 role, ?4 stream, ?5 root of `under`, ?6 `under` unless it is that root, ?7 since, ?8 archived, ?9 and ?10 cursor, ?11 limit
const below = `exists (
  with recursive up(id, parent) as (
    select t.id, t.parent_id union all select p.id, p.parent_id from up join tasks p on p.id = up.parent
  ) select 1 from up where parent = ?6)`;
const conditions = `t.deleted_at is null and (t.archived_at is not null) = ?8
  and (?1 is null or t.state = ?1) and (?2 is null or t.status = ?2) and (?3 is null or t.role = ?3)
  and (?4 is null or t.stream = ?4) and (?5 is null or (t.root_id = ?5 and t.parent_id is not null)) and t.updated_at > ?7
  and (?6 is null or ${below})`;
const pageEnd = '(t.updated_at, t.n) < (?9, ?10)';
const page = (driver: string, first: string) =>
  ({
    rows: query(
      `select ${listed} from tasks t indexed by ${driver} where ${first} and ${conditions} and ${pageEnd}
       order by t.updated_at desc, t.n desc limit ?11`,
      taskRow,
    ),
    count: query(
      `select count(*) as count from (select 1 from tasks t indexed by ${driver}
       where ${first} and ${conditions} and ${pageEnd} limit ?11)`,
      count,
    ),
  }) as const;

interface Listing {
  readonly rows: Query<TaskRow>;
  readonly count: Query<{ count: number }>;
}

const byRoot: Listing = page('tasks_listed_by_root', 't.root_id = ?5');
const byState: Listing = page('tasks_listed_by_state', 't.state = ?1');
const byStatus: Listing = page('tasks_listed_by_status', 't.status = ?2');
const byRole: Listing = page('tasks_listed_by_role', 't.role = ?3');
const byStream: Listing = page('tasks_listed_by_stream', 't.stream = ?4');
const byTime: Listing = page('tasks_listed', '1');
/** How a title says a text: as a whole, as a whole but for the end of its last word, as its beginning, somewhere in it, or not in one piece. */
const saying = `case when lower(t.title) = ?16 then 0
  when substr(lower(t.title), 1, length(?16)) = ?16 and instr(substr(t.title, length(?16) + 1), ' ') = 0 then 1
  when substr(lower(t.title), 1, length(?16)) = ?16 then 2 when instr(lower(t.title), ?16) > 0 then 3 else 4 end`;
/** Ids that begin with what was typed are from ?13 to before ?14. */
const byThisId = 't.id >= ?13 and t.id < ?14';
const inText = `from tasks_text f join tasks t on t.n = f.docid
  where f.tasks_text match ?12 and f.docid < ?10 and ${conditions} and ?9 is not null and not (${byThisId})`;
const textRows = query(
  `select ${listed} ${inText} and (?15 is null or ${saying} = ?15) order by f.docid desc limit ?11`,
  taskRow,
);
const byText: Listing = {
  rows: textRows,
  count: query(`select count(*) as count from (select 1 ${inText} limit ?11)`, count),
};
const withId = `from tasks t where ${byThisId} and ${conditions} and ?9 is not null and ?12 is not null
  and t.id > coalesce((select shown.id from tasks shown where shown.n = ?10), '')`;
const byId: Listing = {
  rows: query(`select ${listed} ${withId} order by t.id limit ?11`, taskRow),
  count: query(`select count(*) as count from (select 1 ${withId} limit ?11)`, count),
};

/** The index that leaves least to look at. */
function listingFor({ text, state, status, role, stream }: TaskFilter, root: string | null): Listing {
  if (text !== undefined) return byText;
  if (root !== null) return byRoot;
  if (state !== undefined) return byState;
  if (stream !== undefined) return byStream;
  if (status !== undefined) return byStatus;
  return role === undefined ? byTime : byRole;
}

interface Tier {
  readonly match: string;
  /** How the title says the text; null where it need not say it. */
  readonly saying: 0 | 1 | 2 | 3 | 4 | null;
}

/** What looks like an id, or the beginning of one; anything else begins none. */
function idsFrom(text: string): readonly [string, string] {
  const id = text.trim().toLowerCase();
  return /^[a-z][a-z0-9_-]*_[0-9a-f]+$/.test(id) ? [id, `${id}\u{10ffff}`] : ['', ''];
}

/**
 * What a text finds, in tiers that exclude each other, the most telling first: it is the title, is it but for the end
 * of the last word, begins it, stands in it; all words whole in the title, all words at least begun in the title, all words anywhere. A tier is in the order of the index, so that a page costs the same
 * wherever it begins and however much there is, and what others add meanwhile moves nothing.
 */
function tiersOf(words: readonly string[]): readonly Tier[] {
  const whole = words.map((word) => `title:${word}`).join(' ');
  const begun = words.map((word) => `title:${word}*`).join(' ');
  return [
    { match: whole, saying: 0 },
    { match: begun, saying: 1 },
    { match: begun, saying: 2 },
    { match: begun, saying: 3 },
    { match: whole, saying: 4 },
    { match: `(${begun}) NOT (${whole})`, saying: 4 },
    { match: `(${anywhere(words)}) NOT (${begun})`, saying: null },
  ];
}

/** As SQLite's own `lower` writes it, which knows no other letters. */
const lower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

const rootOf = query('select root_id as root from tasks where id = ?', z.object({ root: z.string() }));

const END: ListCursor = { updatedAt: Number.MAX_SAFE_INTEGER, n: Number.MAX_SAFE_INTEGER };

/** A task in a list, with the cursor that goes on behind it. */
export interface ListedTask {
  readonly row: TaskRow;
  readonly cursor: ListCursor;
}

/** Newest change first; by text, an id that is typed, then the most telling, and of those the newest task. */
export function listTasks(
  connection: Connection,
  filter: TaskFilter,
  after: ListCursor | null,
  limit: number,
): ListedTask[] {
  if (filter.text !== undefined) return listByText(connection, filter, after, limit);
  const { listing, values } = prepare(connection, filter, after ?? END, limit, undefined);
  const rows = connection.all(listing.rows, values);
  return rows.map((row) => ({ row, cursor: { updatedAt: row.updatedAt, n: row.n } }));
}

/** The cursor of such a list holds the tier in place of a time. */
function listByText(connection: Connection, filter: TaskFilter, after: ListCursor | null, limit: number): ListedTask[] {
  const text = filter.text ?? '';
  const words = wordsOf(text);
  if (!words) return [];
  const found: ListedTask[] = [];
  const start = after?.updatedAt ?? 0;
  for (const [tier, wanted] of [null, ...tiersOf(words)].entries()) {
    if (tier < start || found.length === limit) continue;
    const behind = tier === start && after ? { ...END, n: after.n } : END;
    const { values } = prepare(connection, filter, behind, limit - found.length, wanted?.match ?? '');
    const rows = wanted
      ? connection.all(textRows, [...values, wanted.saying, lower(text).trim()])
      : connection.all(byId.rows, values);
    found.push(...rows.map((row) => ({ row, cursor: { updatedAt: tier, n: row.n } })));
  }
  return found;
}

/** How many a filter finds, counted up to a limit. */
export function countTasks(connection: Connection, filter: TaskFilter, limit: number): number {
  const words = filter.text === undefined ? undefined : wordsOf(filter.text);
  if (filter.text !== undefined && words === undefined) return 0;
  const { listing, values } = prepare(connection, filter, END, limit, words && anywhere(words));
  const named = words ? (connection.get(byId.count, values)?.count ?? 0) : 0;
  return named + (connection.get(listing.count, values)?.count ?? 0);
}

function prepare(
  connection: Connection,
  filter: TaskFilter,
  after: ListCursor,
  limit: number,
  match: string | undefined,
) {
  const { state, status, role, stream, under, since, archived } = filter;
  const root = under === undefined ? null : (connection.get(rootOf, [under])?.root ?? under);
  const values = [
    state ?? null,
    status ?? null,
    role ?? null,
    stream ?? null,
    root,
    under === root ? null : (under ?? null),
    since ?? -1,
    archived === true ? 1 : 0,
    after.updatedAt,
    after.n,
    limit,
  ];
  return {
    listing: listingFor(filter, root),
    values: match === undefined ? values : [...values, match, ...idsFrom(filter.text ?? '')],
  };
}

/** What a worker asks for. */
export interface Selector {
  readonly role?: string | undefined;
  readonly stream?: string | undefined;
  readonly under?: string | undefined;
}

// ?1 role, ?2 stream, ?3 root of `under`, ?4 `under`, ?5 limit, ?6 offset
const within = below.replaceAll('?6', '?4');
const selection = `(?1 is null or t.role = ?1) and (?2 is null or t.stream = ?2) and (?3 is null or t.root_id = ?3)
  and (?4 is null or t.id = ?4 or ${within})`;
const ready = (index: string, first: string) =>
  query(
    `select ${listed} from tasks t indexed by ${index} where t.offer = 'ready' and ${first} and ${selection}
     order by t.urgency desc, t.chain desc, t.n limit ?5 offset ?6`,
    taskRow,
  );
const readyUnder = ready('tasks_ready_by_root', 't.root_id = ?3');
const readyInStream = ready('tasks_ready_by_stream', 't.stream = ?2');
const readyForRole = ready('tasks_ready_by_role', 't.role = ?1');
const readyAtAll = ready('tasks_ready', 't.urgency < 9');
const interrupted = query(
  `select ${listed} from tasks t indexed by tasks_interrupted where t.offer = 'interrupted' and t.urgency < 9
   and ${selection} order by t.urgency desc, t.n limit ?5 offset ?6`,
  taskRow,
);

/** Tasks that may be taken now, the best first (rule P3). */
export function readyTasks(connection: Connection, selector: Selector, limit: number, offset = 0): TaskRow[] {
  const { role, stream, under } = selector;
  const statement =
    under !== undefined
      ? readyUnder
      : stream !== undefined
        ? readyInStream
        : role !== undefined
          ? readyForRole
          : readyAtAll;
  return connection.all(statement, selectorValues(connection, selector, limit, offset));
}

export function interruptedTasks(connection: Connection, selector: Selector, limit: number, offset = 0): TaskRow[] {
  return connection.all(interrupted, selectorValues(connection, selector, limit, offset));
}

function selectorValues(connection: Connection, { role, stream, under }: Selector, limit: number, offset: number) {
  const root = under === undefined ? null : (connection.get(rootOf, [under])?.root ?? under);
  return [role ?? null, stream ?? null, root, under ?? null, limit, offset];
}

const inState = query(
  `select ${listed} from tasks t where t.state = ? and t.deleted_at is null and t.archived_at is null
   order by t.updated_at desc, t.n desc limit ?`,
  taskRow,
);
const deleted = query(
  `select ${listed} from tasks t where t.deleted_at is not null and (t.deleted_at, t.n) < (?, ?)
   order by t.deleted_at desc, t.n desc limit ?`,
  taskRow,
);

/** Not those that come back with what is above them. */
const deletedTops = query(
  `select ${listed} from tasks t where t.deleted_at is not null and (t.deleted_at, t.n) < (?, ?)
     and not exists (select 1 from tasks p where p.id = t.parent_id and p.deleted_at is not null)
   order by t.deleted_at desc, t.n desc limit ?`,
  taskRow,
);

export const tasksInState = (connection: Connection, state: State, limit: number): TaskRow[] =>
  connection.all(inState, [state, limit]);

export const deletedTasks = (connection: Connection, limit: number, onlyTops: boolean): TaskRow[] =>
  connection.all(onlyTops ? deletedTops : deleted, [END.updatedAt, END.n, limit]);

const toVerify = query(
  'select id from tasks where verify_due = 1 and n > 0 and deleted_at is null order by n limit ?',
  z.object({ id: z.string() }),
);
const unsound = query(
  `select ${listed} from tasks t indexed by tasks_unsound
   where t.evidence in ('failed', 'changed') and t.deleted_at is null and t.updated_at < 9e15
   order by t.updated_at desc, t.n desc limit ?`,
  taskRow,
);
// The first line of conditions is that of the index.
const refused = query(
  `select t.id as id, t.expected_files as files from tasks t indexed by tasks_unsound
   where t.evidence in ('failed', 'changed') and t.deleted_at is null and t.updated_at < 9e15
   and t.evidence = 'failed' and t.state = 'implementing' and t.children = 0 limit ?`,
  z.object({ id: z.string(), files: textList }),
);

const withOpenChecks = query(
  `select ${listed} from tasks t indexed by tasks_open_checks
   where t.open_checks > 0 and t.status in ('in_progress', 'waiting', 'completed') and t.evidence <> 'overridden'
   and t.deleted_at is null and t.archived_at is null and t.updated_at < 9e15
   order by t.updated_at desc, t.n desc limit ?`,
  taskRow,
);

/** All below them is done, and what they answer for themselves is to be looked at. */
export const tasksToVerify = (connection: Connection, limit: number): string[] =>
  connection.all(toVerify, [limit]).map(({ id }) => id);

/** What they left is not as it was claimed, newest change first. */
export const unsoundTasks = (connection: Connection, limit: number): TaskRow[] => connection.all(unsound, [limit]);

/** Work that was handed in and not accepted for what was not there, with the files that its plan names. */
export const refusedTasks = (connection: Connection, limit: number) => connection.all(refused, [limit]);

/** Work has begun on them, and checks of theirs wait for a person, newest change first. */
export const tasksWithOpenChecks = (connection: Connection, limit: number): TaskRow[] =>
  connection.all(withOpenChecks, [limit]);
