/**
 * What the workflow keeps beside a task, so that no question has to gather it. `offer` says whether anybody may take the
 * task now: it follows from the other columns, and cannot be out of step with them.
 */
export const sql = `
alter table tasks add column urgency integer not null default 1;
alter table tasks add column chain integer not null default 0;
alter table tasks add column reach integer not null default 1;
alter table tasks add column unmet integer not null default 0;
alter table tasks add column held integer not null default 0;
alter table tasks add column claimed integer not null default 0;
alter table tasks add column interrupted integer not null default 0;
alter table tasks add column approved integer not null default 0;
alter table tasks add column state_actor text;
alter table tasks add column child_statuses text not null default '{}';
alter table tasks add column offer text generated always as (
  case
    when deleted_at is not null or archived_at is not null or claimed = 1 then null
    when interrupted = 1 then 'interrupted'
    when held > 0 or unmet > 0 then null
    when children = 0 and state in ('pending', 'planning', 'plan_approved', 'implementing', 'reviewing', 'verifying') then 'ready'
    when children > 0 and state in ('planning', 'reviewing', 'verifying') then 'ready'
    when children > 0 and state = 'implementing' and leaves_done >= leaves then 'ready'
    when children > 0 and state = 'pending' and instr(stages, '"plan"') > 0 then 'ready'
  end
) virtual;

update tasks set urgency = priority;
update tasks set child_statuses = json_object('pending', children) where children > 0;

create index tasks_ready on tasks (urgency desc, chain desc, n) where offer = 'ready';
create index tasks_ready_by_role on tasks (role, urgency desc, chain desc, n) where offer = 'ready';
create index tasks_ready_by_stream on tasks (stream, urgency desc, chain desc, n) where offer = 'ready';
create index tasks_ready_by_root on tasks (root_id, urgency desc, chain desc, n) where offer = 'ready';
create index tasks_interrupted on tasks (urgency desc, n) where offer = 'interrupted';
create index tasks_listed on tasks (updated_at desc, n desc) where deleted_at is null;
create index tasks_listed_by_state on tasks (state, updated_at desc, n desc) where deleted_at is null;
create index tasks_listed_by_status on tasks (status, updated_at desc, n desc) where deleted_at is null;
create index tasks_listed_by_role on tasks (role, updated_at desc, n desc) where deleted_at is null;
create index tasks_listed_by_stream on tasks (stream, updated_at desc, n desc) where deleted_at is null;
create index tasks_listed_by_root on tasks (root_id, updated_at desc, n desc) where deleted_at is null;
create index tasks_deleted on tasks (deleted_at desc, n desc) where deleted_at is not null;
create index tasks_in_stream on tasks (stream, status) where deleted_at is null and archived_at is null;

alter table streams add column role_limits text not null default '{}';
alter table claims add column ttl_ms integer not null default 900000;
alter table results add column answer text;
`;
