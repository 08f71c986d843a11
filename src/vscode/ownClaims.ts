import type * as vscode from 'vscode';
import type { TaskRow } from '../orchestrator/registry';
import type { FolderStore } from './folderStore';

/** People give no signs of life while they work: what they claim is theirs for a working day. */
export const PERSONS_CLAIM_MS = 8 * 3_600_000;

/** The claims that the person at this window holds; kept with the workspace, so that a reload does not lock them out. */
export class OwnClaims {
  readonly #memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  async keep(store: FolderStore, task: string, token: string): Promise<void> {
    await this.#memory.update(key(store, task), token);
  }

  /** Of a task that somebody holds; one that nobody holds a person may work on without a claim. */
  tokenFor(store: FolderStore, task: TaskRow): string | undefined {
    return task.claimed ? this.#memory.get<string>(key(store, task.id)) : undefined;
  }

  async forget(store: FolderStore, task: string): Promise<void> {
    await this.#memory.update(key(store, task), undefined);
  }
}

const key = ({ folder }: FolderStore, task: string): string => `claim:${folder.uri.toString()}#${task}`;
