import * as vscode from 'vscode';
import type { shelving } from '../../contributions/commands/shelving';
import { onTask } from '../onTask';
import type { Handler } from '../services';
import { deleteTask } from './deleteTask';
import { restoreDeletedTask } from './restoreDeletedTask';

export const shelvingHandlers: Record<keyof typeof shelving, Handler> = {
  archiveTask: onTask(() => ({
    title: vscode.l10n.t('Archive Task'),
    act: 'archiveTask',
    run: (store, { id }) => store.execute('task.archive', { task: id }),
    done: (name) => vscode.l10n.t('“{0}” is in the archive.', name),
  })),
  unarchiveTask: onTask(() => ({
    title: vscode.l10n.t('Take Task out of the Archive'),
    act: 'unarchiveTask',
    run: (store, { id }) => store.execute('task.unarchive', { task: id }),
    done: (name) => vscode.l10n.t('“{0}” is out of the archive.', name),
  })),
  deleteTask,
  restoreDeletedTask,
};
