import { changes, type CommandSpec } from './spec';

export const steering = {
  blockTask: changes('Block Task…'),
  unblockTask: changes('Unblock Task', '$(debug-continue)'),
  cancelTask: changes('Cancel Task…'),
  retryTask: changes('Retry Task', '$(debug-restart)'),
  reopenTask: changes('Reopen Task…'),
} as const satisfies Record<string, CommandSpec>;
