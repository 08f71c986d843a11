import * as vscode from 'vscode';
import { setContextKey } from './contextKeys';
import type { ContextValue } from './contributions/contextKeys';
import type { FolderStore } from './folderStore';
import type { Stores } from './stores';

/** Something was done that a step of the walkthrough is about; VS Code remembers the step. */
export const reached = (milestone: ContextValue<'milestone'>): void => void setContextKey('milestone', milestone);

/** There is a task, whoever planned it. It is looked for until one is found. */
export class FirstTask {
  readonly #stores: Stores;
  readonly #log: vscode.LogOutputChannel;

  constructor(stores: Stores, log: vscode.LogOutputChannel) {
    this.#stores = stores;
    this.#log = log;
  }

  start(): vscode.Disposable {
    return this.#stores.followEach((store) => {
      const look = (): void => {
        if (store.status.state !== 'ready') return;
        this.#look(store).then(
          (found) => {
            if (found) following.dispose();
          },
          (error: unknown) => this.#log.debug(`[${store.folder.name}] could not look for a first task`, error),
        );
      };
      const following = vscode.Disposable.from(store.onDidChange(look), store.onDidChangeStatus(look));
      look();
      return following;
    });
  }

  async #look(store: FolderStore): Promise<boolean> {
    const { rows } = await store.read('tree.siblings', { parent: null, limit: 1 });
    if (rows.length > 0) reached('planned');
    return rows.length > 0;
  }
}
