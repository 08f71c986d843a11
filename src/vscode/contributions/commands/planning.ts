import { begins, changes, type CommandSpec } from './spec';

export const planning = {
  newTask: begins('New Task…', '$(add)'),
  newStep: changes('Add Task Below…', '$(add)'),
  newPlan: begins('New Plan…', '$(checklist)'),
  editTask: changes('Edit Task…', '$(edit)'),
  moveTask: changes('Move Task…'),
  addNote: changes('Add Note…', '$(comment)'),
} as const satisfies Record<string, CommandSpec>;
