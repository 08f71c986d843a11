import type * as vscode from 'vscode';

/** One part of the extension that can start, and fail, without the others. */
export interface Contribution {
  readonly name: string;
  start(): vscode.Disposable;
}

/**
 * Starts each contribution in its own guard: a broken view must not take the commands down with it (rule A2).
 * Synchronous on purpose; whatever needs the disk waits behind the contribution's own promise.
 */
export function startContributions(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  contributions: readonly Contribution[],
): void {
  for (const contribution of contributions) {
    try {
      context.subscriptions.push(contribution.start());
    } catch (error) {
      log.error(`${contribution.name} could not start`, error);
    }
  }
}
