/**
 * The first schema. Tables carry the plain plurals of the words that people know, because people open the file with
 * `sqlite3`. Times are milliseconds since 1970 in UTC; structured values are JSON text.
 */
export const sql = `
create table streams (
  name text primary key collate nocase,
  position real not null,
  description text not null default '',
  concurrency integer check (concurrency > 0),
  created_at integer not null,
  archived_at integer
);

create table roles (
  name text primary key,
  layer text not null,
  definition text not null,
  hash text not null,
  loaded_at integer not null
);

create table tasks (
  n integer primary key,
  id text not null unique,
  parent_id text references tasks(id),
  root_id text not null,
  depth integer not null check (depth >= 0),
  position real not null,
  stream text references streams(name) on update cascade,
  title text not null check (length(title) > 0),
  description text not null default '',
  context text not null default '',
  role text,
  priority integer not null default 1 check (priority between 0 and 3),
  labels text not null default '[]',
  effort text,
  due_at integer,
  status text not null,
  state text not null,
  return_state text,
  state_reason text,
  stages text not null default '[]',
  expected_files text not null default '[]',
  checks text not null default '[]',
  actor text,
  children integer not null default 0,
  leaves integer not null default 1,
  leaves_done integer not null default 0,
  retry_count integer not null default 0,
  evidence text not null default 'none',
  version integer not null default 1,
  attributes text not null default '{}',
  created_at integer not null,
  updated_at integer not null,
  state_at integer not null,
  started_at integer,
  ended_at integer,
  archived_at integer,
  archive_reason text,
  deleted_at integer
);
create index tasks_by_parent on tasks (parent_id, position, n);
create index tasks_by_root on tasks (root_id);
create index tasks_by_stream on tasks (stream, position) where parent_id is null;
create index tasks_by_status on tasks (status, priority desc, n);
create index tasks_by_state on tasks (state, state_at);
create index tasks_by_role on tasks (role, status);
create index tasks_by_update on tasks (updated_at, n);
create index tasks_due on tasks (due_at) where due_at is not null;
create virtual table tasks_text using fts4 (content="tasks", title, description, context, tokenize=porter);

create table dependencies (
  n integer primary key,
  task_id text not null references tasks(id),
  depends_on text not null references tasks(id),
  kind text not null default 'completion',
  policy text not null default 'block',
  waived_at integer,
  waived_by text,
  waiver_reason text,
  created_at integer not null,
  unique (task_id, depends_on, kind),
  check (task_id <> depends_on)
);
create index dependencies_by_target on dependencies (depends_on);

create table claims (
  n integer primary key,
  task_id text not null references tasks(id),
  token text not null unique,
  attempt integer not null,
  actor text not null,
  claimed_at integer not null,
  expires_at integer not null,
  ended_at integer,
  end_reason text,
  unique (task_id, attempt)
);
create unique index claims_live on claims (task_id) where ended_at is null;
create index claims_expiring on claims (expires_at) where ended_at is null;

create table plans (
  task_id text not null references tasks(id),
  version integer not null,
  body text not null,
  actor text not null,
  at integer not null,
  primary key (task_id, version)
) without rowid;

create table results (
  task_id text not null references tasks(id),
  version integer not null,
  outcome text not null,
  summary text not null,
  detail text not null default '',
  artifacts text not null default '[]',
  claim_token text,
  actor text not null,
  at integer not null,
  primary key (task_id, version)
) without rowid;
create index results_by_claim on results (claim_token) where claim_token is not null;

create table approvals (
  n integer primary key,
  task_id text not null references tasks(id),
  subject text not null,
  version integer not null,
  verdict text not null,
  reason text not null default '',
  actor text not null,
  at integer not null
);
create index approvals_by_task on approvals (task_id, n);

create table checkpoints (
  n integer primary key,
  task_id text not null references tasks(id),
  seq integer not null,
  name text not null,
  state text not null,
  data text not null default '{}',
  files text not null default '[]',
  actor text not null,
  at integer not null,
  unique (task_id, seq)
);

create table events (
  seq integer primary key autoincrement,
  at integer not null,
  actor text not null,
  kind text not null,
  task_id text,
  subject text,
  before text,
  after text,
  reason text
);
create index events_by_task on events (task_id, seq) where task_id is not null;
create index events_by_kind on events (kind, seq);

create table runs (
  n integer primary key,
  span_id text not null unique,
  trace_id text not null,
  parent_span_id text,
  retry_of text,
  task_id text references tasks(id),
  task_name text not null,
  role text,
  stream text,
  attempt integer not null check (attempt >= 1),
  status text not null,
  runner text not null,
  actor text not null,
  model text,
  started_at integer not null,
  ended_at integer,
  duration_ms integer,
  error_type text,
  error_message text,
  error_stack text,
  stack_hash text,
  idempotency_key text not null unique,
  provenance text not null default 'live',
  inputs text not null default '{}',
  outputs text not null default '{}',
  scrubbed text not null default '{}',
  check ((retry_of is null) = (attempt = 1))
);
create index runs_by_task on runs (task_id, attempt);
create index runs_by_trace on runs (trace_id, started_at);
create index runs_by_status on runs (status, started_at);
create index runs_by_start on runs (started_at);
create index runs_by_stack on runs (stack_hash, started_at) where stack_hash is not null;

create table file_operations (
  n integer primary key,
  task_id text references tasks(id),
  span_id text,
  op text not null,
  path text not null,
  from_path text,
  before_hash text,
  after_hash text,
  size integer,
  noticed text not null,
  actor text not null,
  at integer not null
);
create index file_operations_by_task on file_operations (task_id, n);
create index file_operations_by_path on file_operations (path, n);

create table evidence (
  task_id text not null references tasks(id),
  path text not null,
  expected text not null,
  hash text,
  size integer,
  mtime_ms integer,
  superseded_by text references tasks(id),
  at integer not null,
  primary key (task_id, path)
) without rowid;
create index evidence_by_path on evidence (path);

create table verifications (
  n integer primary key,
  task_id text not null references tasks(id),
  status text not null,
  files text not null default '[]',
  checks text not null default '[]',
  actor text not null,
  at integer not null
);
create index verifications_by_task on verifications (task_id, n);

create table decisions (
  n integer primary key,
  number integer not null unique,
  path text not null unique,
  title text not null,
  status text not null,
  category text not null,
  impact text not null,
  body text not null,
  fields text not null default '{}',
  hash text not null,
  decided_at integer,
  review_at integer,
  updated_at integer not null
);
create index decisions_by_status on decisions (status, number);
create index decisions_by_category on decisions (category, number);
create index decisions_by_review on decisions (review_at) where review_at is not null;
create virtual table decisions_text using fts4 (content="decisions", title, body, fields, tokenize=porter, prefix="2,3");

create table decision_subjects (
  decision integer not null references decisions(number),
  kind text not null,
  subject text not null,
  primary key (decision, kind, subject)
) without rowid;
create index decision_subjects_by_subject on decision_subjects (kind, subject);

create table decision_links (
  from_decision integer not null references decisions(number),
  to_decision integer not null references decisions(number),
  kind text not null,
  primary key (from_decision, to_decision, kind),
  check (from_decision <> to_decision)
) without rowid;
create index decision_links_by_target on decision_links (to_decision);

create table commands (
  id text primary key,
  name text not null,
  input_hash text not null,
  result text not null,
  at integer not null
) without rowid;
create index commands_by_time on commands (at);
`;
