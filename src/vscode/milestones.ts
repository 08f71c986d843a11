import type * as vscode from 'vscode';
import { setContextKey } from './contextKeys';
import type { ContextValue } from './contributions/contextKeys';
import type { FolderStore } from './folderStore';
import type { Stores } from './stores';

type Milestone = Exclude<ContextValue<'milestone'>, 'none'>;

/**
 * Something was done that a step of the walkthrough is about; VS Code remembers the step. It sees that a key changes, and never
 * completes a step whose key says so already when it reads the walkthrough: so the key says it for a moment only.
 */
export function reached(milestone: Milestone): void {
  void setContextKey('milestone', milestone);
  void setContextKey('milestone', 'none');
}

/** There is a task, whoever planned it. */
export async function tellOfTasks(stores: readonly FolderStore[]): Promise<void> {
  for (const store of stores) {
    if (store.status.state !== 'ready') continue;
    const { rows } = await store.read('tree.siblings', { parent: null, limit: 1 });
    if (rows.length > 0) reached('planned');
  }
}

/** Looks for a task at the first change of each store. */
export const followFirstTask = (stores: Stores, log: vscode.LogOutputChannel): vscode.Disposable =>
  stores.followEach((store) => {
    const following = store.onDidChange((changes) => {
      if (!changes.some(({ entity }) => entity === 'task')) return;
      following.dispose();
      tellOfTasks([store]).catch((error: unknown) => log.debug('Could not look for a first task', error));
    });
    return following;
  });
