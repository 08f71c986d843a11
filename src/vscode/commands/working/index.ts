import * as vscode from 'vscode';
import type { working } from '../../contributions/commands/working';
import { onTask } from '../onTask';
import type { Handler } from '../services';
import { claimTask } from './claimTask';
import { finishTask } from './finishTask';
import { reportProgress } from './reportProgress';
import { resumeTask } from './resumeTask';
import { submitPlan } from './submitPlan';

const releaseTask = onTask(() => ({
  title: vscode.l10n.t('Release Claim'),
  act: 'releaseTask',
  reason: { prompt: vscode.l10n.t('Why is it taken from whoever holds it?'), needed: false },
  question: (name) => vscode.l10n.t('Take “{0}” from whoever holds it?', name),
  run: async (store, { id }, reason, { claims }) => {
    await store.execute('task.release', { task: id, reason });
    await claims.forget(store, id);
  },
  done: (name) => vscode.l10n.t('Nobody holds “{0}” any more.', name),
}));

export const workingHandlers: Record<keyof typeof working, Handler> = {
  resumeTask,
  claimTask,
  reportProgress,
  submitPlan,
  finishTask,
  releaseTask,
};
