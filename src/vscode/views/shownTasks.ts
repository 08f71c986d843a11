import type { TaskRow } from '../../orchestrator/registry';
import type { FolderStore } from '../folderStore';
import type { TaskLeaf } from './taskNodes';

/** The rows that a view has handed out, so that a change finds the one it is about. */
export class ShownTasks {
  readonly #leaves = new Map<string, TaskLeaf>();

  find(store: FolderStore, id: string): TaskLeaf | undefined {
    return this.#leaves.get(key(store, id));
  }

  keep(store: FolderStore, task: TaskRow, waitsFor: string | undefined): TaskLeaf {
    const known = this.find(store, task.id);
    if (known) return Object.assign(known, { task, waitsFor });
    const leaf: TaskLeaf = { kind: 'task', store, task, waitsFor };
    this.#leaves.set(key(store, task.id), leaf);
    return leaf;
  }

  forget(store: FolderStore, id: string): void {
    this.#leaves.delete(key(store, id));
  }
}

const key = ({ folder }: FolderStore, id: string): string => `${folder.uri.toString()}#${id}`;
