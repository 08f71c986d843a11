import { begins, changes, type CommandSpec } from './spec';

export const planning = {
  newTask: begins('New Task…', '$(add)'),
  newStep: changes('Add Task Below…', '$(add)'),
  newPlan: begins('New Plan…', '$(checklist)'),
  editTask: changes('Edit Task…', '$(edit)'),
  renameTask: changes('Rename Task…'),
  moveTask: changes('Move Task…'),
  moveTaskUp: changes('Move Task Up'),
  moveTaskDown: changes('Move Task Down'),
  addNote: changes('Add Note…', '$(comment)'),
} as const satisfies Record<string, CommandSpec>;
