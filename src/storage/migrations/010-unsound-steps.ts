/** How many finished tasks at or below one are not as they were left. A deleted task counts as it does among the leaves. */
export const sql = `
alter table tasks add column unsound integer not null default 0;
with recursive counting (id, parent_id, deleted_at) as (
  select id, parent_id, deleted_at from tasks where state = 'completed' and evidence in ('failed', 'changed')
  union all
  select p.id, p.parent_id, p.deleted_at from counting c join tasks p on p.id = c.parent_id
  where c.deleted_at is null or c.deleted_at is p.deleted_at
),
unsound (id, count) as (select id, count(*) from counting group by id)
update tasks set unsound = unsound.count from unsound where unsound.id = tasks.id;
`;
