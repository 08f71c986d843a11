import type { checkpoints } from '../../contributions/commands/checkpoints';
import type { Handler } from '../services';
import { compareCheckpoints } from './compareCheckpoints';
import { pruneCheckpoints } from './pruneCheckpoints';
import { restoreCheckpoint } from './restoreCheckpoint';
import { saveCheckpoint } from './saveCheckpoint';

export const checkpointHandlers: Record<keyof typeof checkpoints, Handler> = {
  saveCheckpoint,
  compareCheckpoints,
  restoreCheckpoint,
  pruneCheckpoints,
};
