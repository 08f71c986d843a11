/** How many checks of a task no person has approved, kept beside it so that those who wait for a person are found. */
export const sql = `
alter table tasks add column open_checks integer not null default 0;
update tasks set open_checks = (
  select count(distinct value) from json_each(tasks.checks)
  where value not in (select command from check_approvals where task_id = tasks.id)
) where checks <> '[]';
create index tasks_open_checks on tasks (updated_at desc, n desc)
  where open_checks > 0 and status in ('in_progress', 'waiting', 'completed') and evidence <> 'overridden'
  and deleted_at is null and archived_at is null;
`;
