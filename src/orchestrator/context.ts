import type { LookProgress } from '../domain/evidence/lookProgress';
import type { Connection } from '../storage/connection';
import type { Workspace } from '../workspace/workspace';

/** One thing that a command changed; whoever shows it reads it again. */
export interface Change {
  /** `evidence`: what a task answers for, or what came of looking; `unattributed`: the list of such changes. */
  readonly entity: 'task' | 'stream' | 'role' | 'refusal' | 'evidence' | 'unattributed' | 'policy';
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
  /** Whether there is somebody who prepares: without, a command does what it can without having looked at the disk. */
  readonly mayPrepare: boolean;
  changed(change: Change): void;
  /** A task is new: its text is indexed with the others of the batch, before anything is answered. */
  created(taskId: string): void;
  /** The texts of a task are about to change. Must be called before they do. */
  rewording(taskId: string, n: number): void;
}

/**
 * What a command or a query has at hand before its turn: the store for short questions, and the disk. Nothing is written to the
 * store here, and others go on meanwhile.
 */
export interface PrepareContext {
  readonly now: number;
  readonly actor: string;
  readonly isPerson: boolean;
  readonly workspace: Workspace;
  /** Nobody waits for it any more: it was called off, or the engine closes. */
  readonly signal: AbortSignal;
  /** The engine closes: what would take its time to end must not. */
  readonly closing: AbortSignal;
  /** Tells whoever waits how far it is; it may be called as often as one likes. */
  progress(made: LookProgress): void;
  read<T>(look: (connection: Connection) => T): T;
}

/**
 * Thrown by a command that cannot go on without a look at the disk, or whose look is out of date. All it did is taken back; it
 * is prepared, and has its turn again. `about` tells its preparation what this turn found out.
 */
export class NotPrepared extends Error {
  readonly about: unknown;

  constructor(about?: unknown) {
    super('this has to be prepared first');
    this.about = about;
  }
}
