import * as vscode from 'vscode';
import type { Phase } from '../../domain/task/phase';
import type { TaskRow } from '../../orchestrator/registry';
import { movesLittle } from './motion';
import { lookOf, looks, type Look } from './standing';

export function stateIcon(task: TaskRow): vscode.ThemeIcon {
  const { icon, color } = lookOf(task);
  return themeIcon(movesLittle() ? still(icon) : icon, color);
}

export function phaseIcon(phase: Phase): vscode.ThemeIcon {
  const phases: Record<Phase, Look> = {
    waiting: looks.plan_awaiting_approval,
    interrupted: looks.interrupted,
    in_progress: looks.steps,
    blocked: looks.blocked,
    failed: looks.failed,
    pending: looks.ready,
    completed: looks.completed,
    cancelled: looks.cancelled,
  };
  return themeIcon(phases[phase].icon, phases[phase].color);
}

/** For tabs, which draw no icon that moves. */
export function stillIcon(task: TaskRow): vscode.ThemeIcon {
  const { icon, color } = lookOf(task);
  return themeIcon(still(icon), color);
}

const still = (icon: string): string => icon.replace('~spin', '');

const themeIcon = (icon: string, color: string | undefined): vscode.ThemeIcon =>
  new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
