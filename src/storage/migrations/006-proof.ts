/** Whether what a task says of a file was found so, and which completed tasks have checks that nobody could run yet. */
export const sql = `
alter table evidence add column found integer not null default 1;

create table checks_waiting (
  task_id text primary key references tasks(id)
) without rowid;
`;
