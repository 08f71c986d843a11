import type { OwnDoor } from '../../../src/engine/protocol';
import { writerProgram } from './product';
import { Program } from './program';

export interface WriterOptions {
  readonly workspace: string;
  readonly door: OwnDoor;
  /** Unique in the experiment: the ids of its commands start with it. */
  readonly name: string;
  readonly seed: number;
  /** How many commands are on their way at once. */
  readonly callers: number;
  /** Up to how long each caller pauses between two commands. */
  readonly pauseMs: number;
  readonly publishEveryMs?: number;
  /** How often it asks for the root tasks before it writes anything. */
  readonly looks?: number;
  /** How many commands to write; without it, it goes on until it is killed. */
  readonly count?: number;
  readonly verbose?: boolean;
}

export interface Acknowledged {
  readonly command: string;
  readonly task: string;
  readonly at: number;
}

/** A writing process and what it has said so far. */
export class Writer extends Program {
  readonly acknowledged: Acknowledged[] = [];
  publishing = false;
  publishes = 0;
  /** The root tasks that it found, each time it looked. */
  readonly found: ReadonlySet<string>[] = [];

  constructor(options: WriterOptions) {
    super(writerProgram, options);
  }

  protected hear(kind: string, [first = '', second = '', third = '']: readonly string[], line: string): boolean {
    switch (kind) {
      case 'ack':
        this.acknowledged.push({ command: first, task: second, at: Number(third) });
        return true;
      case 'unpublished':
        this.errors.push(line);
        return true;
      case 'found':
        this.found.push(new Set(first.split(',')));
        return true;
      case 'publishing':
        this.publishing = true;
        return true;
      case 'published':
        this.publishing = false;
        this.publishes++;
        return true;
      default:
        return false;
    }
  }
}

export function allAcknowledged(writers: Iterable<Writer>): Map<string, string> {
  const all = new Map<string, string>();
  for (const { acknowledged } of writers) for (const { command, task } of acknowledged) all.set(command, task);
  return all;
}
