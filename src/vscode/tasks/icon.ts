import * as vscode from 'vscode';
import type { TaskRow } from '../../orchestrator/registry';
import { looks, standingOf } from './standing';

export function stateIcon(task: TaskRow): vscode.ThemeIcon {
  const { icon, color } = looks[standingOf(task)];
  return new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
}
