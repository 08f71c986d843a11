/** What waits for a verdict has a version that the verdict is about; until now a result that came from steps alone had none. */
export const sql = `
insert into results (task_id, version, outcome, summary, actor, at)
select id, 1, 'done', 'All steps are done.', 'system', state_at from tasks
where state = 'implementation_awaiting_approval' and id not in (select task_id from results);
`;
