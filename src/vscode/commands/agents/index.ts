import type { agents } from '../../contributions/commands/agents';
import type { Handler } from '../services';
import { addToMcpJson } from './addToMcpJson';
import { copyMcpConfiguration } from './copyMcpConfiguration';

export const agentHandlers: Record<keyof typeof agents, Handler> = { addToMcpJson, copyMcpConfiguration };
