import type { streams } from '../../contributions/commands/streams';
import type { Handler } from '../services';
import { archiveStream } from './archiveStream';
import { editStream } from './editStream';
import { moveStream } from './moveStream';
import { newStream } from './newStream';

export const streamHandlers: Record<keyof typeof streams, Handler> = {
  newStream,
  editStream,
  moveStream,
  archiveStream,
};
