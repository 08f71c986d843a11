import { changes, type CommandSpec } from './spec';

export const deciding = {
  approveTask: changes('Approve…', '$(check)'),
  rejectTask: changes('Reject…', '$(close)'),
  overrideTask: changes('Complete Anyway…'),
} as const satisfies Record<string, CommandSpec>;
