/** The folder inside a workspace folder that holds everything of ours: the store, decisions, roles, templates. */
export const STORE_FOLDER = '.task_orchestrator';
