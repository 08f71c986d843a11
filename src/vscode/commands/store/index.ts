import type { store } from '../../contributions/commands/store';
import type { Handler } from '../services';
import { publishStore, restoreBackup, retryStore, startEmptyStore } from './problems';

export const storeHandlers: Record<keyof typeof store, Handler> = {
  publishStore,
  retryStore,
  restoreBackup,
  startEmptyStore,
  showLog: ({ log }) => log.show(),
};
