/** Documents that are written from the store, for reading only. */
export const SCHEME = 'task-orchestrator';

/** Long texts of tasks, which are kept in the store when they are saved. */
export const TEXT_SCHEME = 'task-orchestrator-text';

/** Content of files as tasks recorded it. */
export const RECORDED_SCHEME = 'task-orchestrator-recorded';
