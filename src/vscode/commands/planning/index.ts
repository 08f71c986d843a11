import type { planning } from '../../contributions/commands/planning';
import type { Handler } from '../services';
import { addNote } from './addNote';
import { editTask } from './editTask';
import { moveTask } from './moveTask';
import { newPlan } from './newPlan';
import { newStep, newTask } from './newTask';
import { renameTask } from './renameTask';
import { shiftTask } from './shiftTask';

export const planningHandlers: Record<keyof typeof planning, Handler> = {
  newTask,
  newStep,
  newPlan,
  editTask,
  renameTask,
  moveTask,
  moveTaskUp: shiftTask('up'),
  moveTaskDown: shiftTask('down'),
  addNote,
};
