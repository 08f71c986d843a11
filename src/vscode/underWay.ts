import * as vscode from 'vscode';
import { isCalledOff } from '../domain/calledOff';
import type { LookProgress } from '../domain/evidence/lookProgress';
import type { Waiting } from '../engine/client';
import { shown } from './notify';
import { withoutIcons } from './words/plainText';

/** What lasts longer than this can be cancelled in a notification; what is quicker only shows in the status bar. */
const QUIET_MS = 1_500;

/** How far a verification is, in words. */
export function progressWords({ files, checks, running }: LookProgress): string {
  if (running !== undefined) {
    return vscode.l10n.t('check {0} of {1}: {2}', checks.done + 1, checks.total, running);
  }
  return vscode.l10n.t('{0} of {1} files', files.done.toLocaleString(), files.total.toLocaleString());
}

/**
 * Runs what may look at many files, or run checks. `undefined`: the person has cancelled it, and it has done nothing.
 */
export async function underWay<Value>(
  title: string,
  run: (waiting: Required<Waiting>) => Promise<Value>,
): Promise<Value | undefined> {
  const callingOff = new AbortController();
  let made = '';
  const listeners = new Set<(message: string) => void>();
  const outcome = run({
    signal: callingOff.signal,
    onProgress: (latest) => {
      made = progressWords(latest);
      for (const tell of listeners) tell(made);
    },
  });
  void show(title, outcome, callingOff, (tell) => {
    if (made !== '') tell(made);
    listeners.clear();
    listeners.add(tell);
  });
  try {
    return await outcome;
  } catch (error) {
    if (callingOff.signal.aborted && isCalledOff(error)) return undefined;
    throw error;
  }
}

/** First in the status bar; then, if it takes its time, where there is a button. */
async function show(
  title: string,
  outcome: Promise<unknown>,
  callingOff: AbortController,
  follow: (tell: (message: string) => void) => void,
): Promise<void> {
  const ended = outcome.then(
    () => true,
    () => true,
  );
  const isQuick = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: withoutIcons(title) },
    (progress) => {
      follow((message) => progress.report({ message: withoutIcons(message) }));
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), QUIET_MS)));
      return Promise.race([ended, patience]).finally(() => clearTimeout(timer));
    },
  );
  if (isQuick) return;
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, cancellable: true, title: shown(title) },
    (progress, cancelled) => {
      follow((message) => progress.report({ message: shown(message) }));
      cancelled.onCancellationRequested(() => callingOff.abort());
      return ended;
    },
  );
}
