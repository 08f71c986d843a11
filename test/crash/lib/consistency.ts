/**
 * One command writes to four tables; a store in which they disagree has torn it apart. The last column counts commands
 * that took effect more than once: each task that an experiment makes has a title of its own.
 */
export const CONSISTENCY = `select
  (select count(*) from tasks) as tasks,
  (select count(*) from commands) as commands,
  (select count(*) from events where kind = 'task.created') as events,
  (select count(*) from tasks_text_docsize) as texts,
  (select count(*) from tasks t where (select count(*) from events e where e.task_id = t.id) <> 1) as eventless,
  (select count(*) from commands c where not exists
    (select 1 from tasks t where t.id = json_extract(c.result, '$.task') and t.title = c.id)) as taskless,
  (select count(*) from tasks p where p.children <>
    (select count(*) from tasks c where c.parent_id = p.id)) as miscounted,
  (select count(*) - count(distinct title) from tasks) as twice`;

export function isConsistent(row: Record<string, unknown> | undefined): boolean {
  if (!row) return false;
  const { tasks, commands, events, texts, eventless, taskless, miscounted, twice } = row;
  return (
    commands === tasks &&
    events === tasks &&
    texts === tasks &&
    [eventless, taskless, miscounted, twice].every((count) => count === 0)
  );
}
