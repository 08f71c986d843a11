import { changes, type CommandSpec } from './spec';

export const shelving = {
  archiveTask: changes('Archive Task', 'free', '$(archive)'),
  unarchiveTask: changes('Take Task out of the Archive', 'free'),
  deleteTask: changes('Delete Task…', 'asksItself', '$(trash)'),
  restoreDeletedTask: changes('Restore Deleted Task…', 'asksItself'),
} as const satisfies Record<string, CommandSpec>;
