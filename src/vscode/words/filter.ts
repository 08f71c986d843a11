import * as vscode from 'vscode';
import type { TaskFilter } from '../views/tasks/look';
import { phaseWords } from './phases';

export const roleWords = (role: string | null): string => role ?? vscode.l10n.t('No role');
export const streamWords = (stream: string | null): string => stream ?? vscode.l10n.t('No stream');

/** What the tasks are narrowed to, in one line. */
export function filterWords({ phases = [], roles = [], streams = [], labels = [], text }: TaskFilter): string {
  const or = (words: readonly string[]): string[] => (words.length === 0 ? [] : [words.join(', ')]);
  return [
    ...or(phases.map(phaseWords)),
    ...or(roles.map(roleWords)),
    ...or(streams.map(streamWords)),
    ...or(labels),
    ...(text === undefined ? [] : [`“${text}”`]),
  ].join(' · ');
}
