import { changes, shows, type CommandSpec } from './spec';

export const checkpoints = {
  saveCheckpoint: changes('Save Checkpoint…'),
  compareCheckpoints: shows('Compare Checkpoints…'),
  restoreCheckpoint: changes('Restore Checkpoint…'),
  pruneCheckpoints: changes('Prune Checkpoints…'),
} as const satisfies Record<string, CommandSpec>;
