import { settingId } from '../contributions/settings';

/** The setting that says how agents in this window reach the tasks. */
export const DOOR_SETTING = settingId('agents.door');

export const MCP_PROVIDER = 'taskOrchestrator.server';

/** What the server is called in the configuration of a client. */
export const SERVER_NAME = 'task-orchestrator';
