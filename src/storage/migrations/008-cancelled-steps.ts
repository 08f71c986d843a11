/**
 * What was cancelled counts neither as done nor as to be done. A task counts in its parent unless it was deleted, by itself
 * or before its parent was.
 */
export const sql = `
with recursive counting (id, parent_id, deleted_at) as (
  select id, parent_id, deleted_at from tasks where status = 'cancelled' and children = 0
  union all
  select p.id, p.parent_id, p.deleted_at from counting c join tasks p on p.id = c.parent_id
  where c.deleted_at is null or c.deleted_at is p.deleted_at
),
cancelled (id, count) as (select id, count(*) from counting group by id)
update tasks set leaves = leaves - cancelled.count, leaves_done = leaves_done - cancelled.count
from cancelled where cancelled.id = tasks.id;
`;
