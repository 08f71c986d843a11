import type * as vscode from 'vscode';
import type { Stores } from '../stores';
import type { TasksView } from '../views/tasksView';

/** What command handlers work with. */
export interface CommandServices {
  readonly stores: Stores;
  readonly tasksView: TasksView;
  readonly log: vscode.LogOutputChannel;
}
