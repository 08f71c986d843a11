import { begins, changes, type CommandSpec } from './spec';

export const planning = {
  newTask: begins('New Task…', 'asksItself', '$(add)'),
  newStep: changes('Add Task Below…', 'asksItself', '$(add)'),
  newPlan: begins('New Plan…', 'asksItself', '$(checklist)'),
  editTask: changes('Edit Task…', 'asked', '$(edit)'),
  renameTask: changes('Rename Task…', 'asked'),
  moveTask: changes('Move Task…', 'asked'),
  moveTaskUp: changes('Move Task Up', 'free'),
  moveTaskDown: changes('Move Task Down', 'free'),
  addNote: changes('Add Note…', 'free', '$(comment)'),
} as const satisfies Record<string, CommandSpec>;
