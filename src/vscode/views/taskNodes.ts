import type { Phase } from '../../domain/task/phase';
import type { QueryOutput, TaskRow, WaitedFor } from '../../orchestrator/registry';
import type { FolderStore } from '../folderStore';
import type { TaskList } from './tasks/taskList';

/** What the views show, as data. VS Code knows a row by its object. */
export type TaskNode = FolderNode | GroupNode | TaskLeaf | RangeNode | DetailsNode | CheckpointNode | FileNode;

/** A workspace folder, shown only where a workspace has several. */
export interface FolderNode {
  readonly kind: 'folder';
  readonly store: FolderStore;
}

/** A heading: tasks that have a stream, a phase or a role in common. */
export interface GroupNode {
  readonly kind: 'group';
  readonly store: FolderStore;
  readonly of: GroupOf;
  readonly list: TaskList;
  /** How many steps it holds, and of a stream how many of them are done. */
  count: number;
  done?: number;
  /** Counted no further. */
  isMore?: boolean;
  description?: string;
  /** What commands find in it. */
  fields?: { readonly stream: string };
}

export type GroupOf =
  | { readonly by: 'stream'; readonly name: string }
  | { readonly by: 'state'; readonly phase: Phase }
  | { readonly by: 'role'; readonly role: string | null };

/** The object stays the same while the task in it is read anew. */
export interface TaskLeaf {
  readonly kind: 'task';
  readonly store: FolderStore;
  task: TaskRow;
  waitsFor?: WaitedFor | undefined;
  /** The title of the task that it belongs to, where the list does not show that. */
  above?: string | undefined;
}

/** A part of a list that is too long to be shown at once. */
export interface RangeNode {
  readonly kind: 'range';
  readonly list: TaskList;
  readonly offset: number;
  /** How many it holds. */
  length: number;
}

/** What a task has left behind, read when somebody looks. */
export interface DetailsNode {
  readonly kind: 'details';
  readonly of: 'checkpoints' | 'files';
  readonly leaf: TaskLeaf;
}

export interface CheckpointNode {
  readonly kind: 'checkpoint';
  readonly store: FolderStore;
  readonly task: TaskRow;
  readonly checkpoint: QueryOutput<'checkpoint.list'>['rows'][number];
  /** What commands find in it: where to compare from, or what to go back to. */
  readonly fields: { readonly from: number; readonly to: 0; readonly seq: number };
}

export interface FileNode {
  readonly kind: 'file';
  readonly store: FolderStore;
  readonly task: TaskRow;
  readonly file: QueryOutput<'task.files'>['rows'][number];
}
