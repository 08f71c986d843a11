import { changes, shows, type CommandSpec } from './spec';

export const checkpoints = {
  saveCheckpoint: changes('Save Checkpoint…', 'free'),
  compareCheckpoints: shows('Compare Checkpoints…'),
  restoreCheckpoint: changes('Restore Checkpoint…', 'asksItself'),
  pruneCheckpoints: changes('Prune Checkpoints…', 'asksItself'),
} as const satisfies Record<string, CommandSpec>;
