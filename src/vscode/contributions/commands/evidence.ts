import { changes, shows, type CommandSpec } from './spec';

export const evidence = {
  verifyTask: changes('Verify Task…', '$(verified)'),
  verifyAll: changes('Verify All'),
  showRecorded: shows('Show Recorded vs. Current…', '$(diff)'),
  restoreFiles: changes('Restore Files…', '$(discard)'),
  acceptContent: changes('Accept Current Content…'),
  detachFile: changes('Detach File from Task…'),
  assignChanges: changes('Assign Unattributed Changes…'),
  approveChecks: changes('Approve Checks…', '$(shield)'),
  showChecks: shows('Show Output of Checks…'),
} as const satisfies Record<string, CommandSpec>;
