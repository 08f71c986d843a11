import { changes, shows, type CommandSpec } from './spec';

export const evidence = {
  verifyTask: changes('Verify Task', 'free', '$(verified)'),
  explainVerification: shows('Why Not Verified?'),
  verifyAll: changes('Verify All', 'free'),
  showRecorded: shows('Show Recorded vs. Current', '$(diff)'),
  restoreFiles: changes('Restore Files…', 'asksItself', '$(discard)'),
  acceptContent: changes('Accept Current Content…', 'asksItself'),
  detachFile: changes('Detach File from Task…', 'asksItself'),
  assignChanges: changes('Assign Unattributed Changes…', 'asksItself'),
  approveChecks: changes('Approve Checks…', 'asksItself', '$(shield)'),
  showChecks: shows('Show Output of Checks'),
} as const satisfies Record<string, CommandSpec>;
