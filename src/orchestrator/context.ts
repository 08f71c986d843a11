import type { Connection } from '../storage/connection';

/** One thing that a command changed; whoever shows it reads it again. */
export interface Change {
  readonly entity: 'task' | 'stream' | 'role' | 'refusal';
  readonly id: string;
  /** Where it hangs in the tree, so that a view can refresh one branch. */
  readonly parent: string | null;
}

export interface ReadContext {
  readonly connection: Connection;
  readonly now: number;
}

/** What a command has at hand. It runs inside one transaction, synchronously and to the end. */
export interface CommandContext extends ReadContext {
  readonly actor: string;
  /** Somebody in a window of VS Code, as opposed to a program; told by the connection, not by the name alone. */
  readonly isPerson: boolean;
  changed(change: Change): void;
  /** A task is new: its text is indexed with the others of the batch, before anything is answered. */
  created(taskId: string): void;
  /** The texts of a task are about to change. Must be called before they do. */
  rewording(taskId: string, n: number): void;
}
