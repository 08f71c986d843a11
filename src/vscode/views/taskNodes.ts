import type { TaskRow } from '../../orchestrator/registry';
import type { FolderStore } from '../folderStore';

/** What the views show, as data. */
export type TaskNode = FolderNode | TaskLeaf;

/** A workspace folder, shown only where a workspace has several. */
export interface FolderNode {
  readonly kind: 'folder';
  readonly store: FolderStore;
}

/** VS Code knows a row by this object: it stays the same while the task in it is read anew. */
export interface TaskLeaf {
  readonly kind: 'task';
  readonly store: FolderStore;
  task: TaskRow;
  /** The title of a task that this one waits for. */
  waitsFor?: string | undefined;
}
