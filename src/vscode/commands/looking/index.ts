import * as vscode from 'vscode';
import type { looking } from '../../contributions/commands/looking';
import type { Handler } from '../services';
import { findTask } from './findTask';
import { handOver } from './handOver';
import { copyBrief, showAll, showOf, showTask } from './show';
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
    title: vscode.l10n.t('Show Brief'),
    tab: (name) => vscode.l10n.t('{0} (brief)', name),
  })),
  copyBrief,
  explainTask: showOf('blockers', () => ({
    title: vscode.l10n.t('Why Is This Blocked?'),
    tab: (name) => vscode.l10n.t('{0} (why it waits)', name),
    act: 'explainTask',
  })),
  showNext: showAll('next', () => vscode.l10n.t('What Is Next?')),
  showWaves: showOf('waves', () => ({
    title: vscode.l10n.t('Show Waves'),
    tab: (name) => vscode.l10n.t('{0} (waves)', name),
    act: 'showWaves',
  })),
  showStatus: showAll('status', () => vscode.l10n.t('Status')),
  showRoles: showAll('roles', () => vscode.l10n.t('Roles')),
  handOver,
};
