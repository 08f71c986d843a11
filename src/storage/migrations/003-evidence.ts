/** What tasks answer for on disk, what came of looking, which checks a person approved, and what holds for all of it. */
export const sql = `
alter table evidence add column op text not null default 'modify';
alter table evidence add column noticed text not null default 'claimed';
alter table evidence add column exact integer not null default 0;
alter table evidence add column actor text not null default '';
alter table evidence add column operation integer not null default 0;
alter table evidence add column status text;
alter table evidence add column reason text not null default '';
alter table evidence add column checked_at integer;
drop index evidence_by_path;
create index evidence_by_path on evidence (path, operation);
create index evidence_by_hash on evidence (hash) where hash is not null;

alter table verifications add column summary text not null default '';
alter table verifications add column counts text not null default '{}';

alter table tasks add column verify_due integer not null default 0;
create index tasks_verify_due on tasks (n) where verify_due = 1;
create index tasks_unsound on tasks (updated_at desc, n desc) where evidence in ('failed', 'changed') and deleted_at is null;

create index file_operations_unattributed on file_operations (n) where task_id is null;

create table baselines (
  task_id text primary key references tasks(id),
  files text not null,
  complete integer not null,
  at integer not null
) without rowid;

create table check_approvals (
  task_id text not null references tasks(id),
  command text not null,
  actor text not null,
  at integer not null,
  primary key (task_id, command)
) without rowid;

create table settings (
  name text primary key,
  value text not null,
  actor text not null,
  at integer not null
) without rowid;
`;
