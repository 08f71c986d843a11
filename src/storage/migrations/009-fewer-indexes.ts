/** Indexes that nothing asks by: each made every change of a task dearer. */
export const sql = `
drop index tasks_by_root;
drop index tasks_by_state;
drop index tasks_by_update;
drop index tasks_due;
drop index tasks_in_stream;
drop index events_by_kind;
`;
