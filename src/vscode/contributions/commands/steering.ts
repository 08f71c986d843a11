import { changes, type CommandSpec } from './spec';

export const steering = {
  blockTask: changes('Block Task…', 'free'),
  unblockTask: changes('Unblock Task', 'asksItself', '$(debug-continue)'),
  cancelTask: changes('Cancel Task…', 'asksItself'),
  retryTask: changes('Retry Task', 'free', '$(debug-restart)'),
  reopenTask: changes('Reopen Task…', 'asksItself'),
} as const satisfies Record<string, CommandSpec>;
