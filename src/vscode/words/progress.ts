import * as vscode from 'vscode';
import type { TaskRow } from '../../orchestrator/registry';

/** How far work is, in words. */
export const stepsDone = (done: number, total: number): string =>
  total === 1 ? vscode.l10n.t('{0} of 1 step done', done) : vscode.l10n.t('{0} of {1} steps done', done, total);

/** The same of a task; nothing where there is nothing to count, as below a task whose steps were all cancelled. */
export const taskProgress = ({ children, leaves, leavesDone }: TaskRow): string | null =>
  children > 0 && leaves > 0 ? stepsDone(leavesDone, leaves) : null;

/** For rows and tables, where there is no room for words. */
export const shortProgress = ({ children, leaves, leavesDone }: TaskRow): string | null =>
  children > 0 && leaves > 0 ? `${leavesDone}/${leaves}` : null;
