import { changes, type CommandSpec } from './spec';

export const deciding = {
  approveTask: changes('Approve…', 'asksItself', '$(check)'),
  rejectTask: changes('Reject…', 'asksItself', '$(close)'),
  overrideTask: changes('Complete Anyway…', 'asksItself'),
} as const satisfies Record<string, CommandSpec>;
