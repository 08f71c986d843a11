import { changes, type CommandSpec } from './spec';

export const shelving = {
  archiveTask: changes('Archive Task', '$(archive)'),
  unarchiveTask: changes('Take Task out of the Archive…'),
  deleteTask: changes('Delete Task…', '$(trash)'),
  restoreDeletedTask: changes('Restore Deleted Task…'),
} as const satisfies Record<string, CommandSpec>;
