import { changes, type CommandSpec } from './spec';

/** Also where another folder's store is fine. */
const hasProblem = 'taskOrchestrator.problem && taskOrchestrator.problem != none';

export const store = {
  publishStore: changes('Publish Store Now', 'free'),
  retryStore: { title: 'Try Opening the Store Again', outside: 'free', palette: hasProblem },
  restoreBackup: {
    title: 'Restore a Backup…',
    outside: 'asksItself',
    enablement: 'isWorkspaceTrusted',
    palette: hasProblem,
  },
  startEmptyStore: {
    title: 'Set the Store Aside and Start Empty…',
    outside: 'asksItself',
    enablement: 'isWorkspaceTrusted',
    palette: hasProblem,
  },
  showLog: { title: 'Show Log', outside: 'free', icon: '$(output)' },
} as const satisfies Record<string, CommandSpec>;
