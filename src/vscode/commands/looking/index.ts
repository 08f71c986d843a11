import * as vscode from 'vscode';
import type { looking } from '../../contributions/commands/looking';
import type { Handler } from '../services';
import { findTask } from './findTask';
import { handOver } from './handOver';
import { copyBrief, copyId, copyTitle } from './copy';
import { explainTask } from './explainTask';
import { showAll, showOf, showTask } from './show';
import { showNext } from './showNext';
import { showPlanVersions } from './showPlanVersions';

export const lookingHandlers: Record<keyof typeof looking, Handler> = {
  findTask,
  showTask,
  showTaskAsText: showOf('task', () => ({ title: vscode.l10n.t('Open Task as Text'), tab: (name) => name })),
  showHistory: showOf('history', () => ({
    title: vscode.l10n.t('Show History'),
    tab: (name) => vscode.l10n.t('{0} (history)', name),
  })),
  showPlanVersions,
  showBrief: showOf('brief', () => ({
    title: vscode.l10n.t('Show Agent Brief'),
    tab: (name) => vscode.l10n.t('{0} (agent brief)', name),
  })),
  copyBrief,
  copyTitle,
  copyId,
  explainTask,
  showNext,
  showWaves: showOf('waves', () => ({
    title: vscode.l10n.t('Show Waves'),
    tab: (name) => vscode.l10n.t('{0} (waves)', name),
    act: 'showWaves',
  })),
  showStatus: showAll('status', () => vscode.l10n.t('Status')),
  showRoles: showAll('roles', () => vscode.l10n.t('Roles')),
  handOver,
};
