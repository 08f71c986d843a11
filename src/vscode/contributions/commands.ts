/** What one command is in the manifest. Everything a person can do is a row here and a handler in ../commands. */
export interface CommandSpec {
  readonly title: string;
  /** Product icon, for commands that appear as a button. */
  readonly icon?: string;
  /** When it can run at all; a command that is not enabled is greyed out wherever it shows. */
  readonly enablement?: string;
  /** When the palette lists it; always, if absent. `false` keeps a command that needs an argument out of the palette. */
  readonly palette?: string;
}

/** Also where another folder's store is fine. */
const hasProblem = 'taskOrchestrator.problem && taskOrchestrator.problem != none';

export const commands = {
  newTask: { title: 'New Task…', icon: '$(add)', enablement: 'workspaceFolderCount > 0 && isWorkspaceTrusted' },
  publishStore: {
    title: 'Publish Store Now',
    palette: 'taskOrchestrator.store == ready',
  },
  retryStore: {
    title: 'Try Opening the Store Again',
    palette: hasProblem,
  },
  restoreBackup: {
    title: 'Restore a Backup…',
    enablement: 'isWorkspaceTrusted',
    palette: hasProblem,
  },
  startEmptyStore: {
    title: 'Set the Store Aside and Start Empty…',
    enablement: 'isWorkspaceTrusted',
    palette: hasProblem,
  },
  showLog: { title: 'Show Log', icon: '$(output)' },
} as const satisfies Record<string, CommandSpec>;

export type CommandKey = keyof typeof commands;

export const commandId = (key: CommandKey): string => `taskOrchestrator.${key}`;
