import * as vscode from 'vscode';
import type { viewing } from '../../contributions/commands/viewing';
import { WALKTHROUGH } from '../../contributions/walkthrough';
import { tellOfTasks } from '../../milestones';
import type { Look } from '../../views/tasks/look';
import type { Handler } from '../services';
import { filterTasks } from './filterTasks';
import { groupTasks } from './groupTasks';
import { revealTask } from './revealTask';
import { showWork } from './showWork';

const look =
  (chosen: Partial<Look>): Handler =>
  ({ tasksView }) =>
    tasksView.memory.choose(chosen);

export const viewingHandlers: Record<keyof typeof viewing, Handler> = {
  groupTasks,
  filterTasks,
  clearFilter: look({ filter: {} }),
  showFinished: look({ finished: true }),
  hideFinished: look({ finished: false }),
  showDetails: look({ details: true }),
  hideDetails: look({ details: false }),
  revealTask,
  showWork,
  openWalkthrough: async ({ extensionId, stores }) => {
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', `${extensionId}#${WALKTHROUGH}`, false);
    await tellOfTasks(stores.all);
  },
};
