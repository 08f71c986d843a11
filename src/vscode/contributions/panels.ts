/** The panel of a task, by the name under which VS Code brings it back. */
export const TASK_PANEL = 'taskOrchestrator.task';
