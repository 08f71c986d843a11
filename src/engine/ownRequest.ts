import { randomUUID } from 'node:crypto';
import type { CommandInput, CommandName } from '../orchestrator/registry';
import type { ExecuteRequest } from './protocol';

/** What the engine does without anybody asking. */
export const ownRequest = <Name extends CommandName>(name: Name, input: CommandInput<Name>): ExecuteRequest => ({
  kind: 'execute',
  id: 0,
  name,
  input,
  commandId: `duty:${randomUUID()}`,
  actor: 'system',
});
