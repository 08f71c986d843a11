import * as vscode from 'vscode';
import type { deciding } from '../../contributions/commands/deciding';
import { onTask } from '../onTask';
import type { Handler } from '../services';
import { approveTask } from './approveTask';
import { rejectTask } from './rejectTask';

const overrideTask = onTask(() => ({
  title: vscode.l10n.t('Complete Anyway'),
  act: 'overrideTask',
  reason: {
    prompt: vscode.l10n.t('Why is it done although its stages do not say so? The reason stays visible.'),
    needed: true,
  },
  question: (name) => vscode.l10n.t('Complete “{0}” although its stages do not say so?', name),
  run: (store, { id }, reason) => store.execute('task.override', { task: id, reason }),
  done: (name) => vscode.l10n.t('“{0}” is completed.', name),
}));

export const decidingHandlers: Record<keyof typeof deciding, Handler> = { approveTask, rejectTask, overrideTask };
