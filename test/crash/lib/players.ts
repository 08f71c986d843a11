import type { OwnDoor } from '../../../src/engine/protocol';
import type { CommandInput, CommandName } from '../../../src/orchestrator/registry';
import { playerProgram } from './product';
import { Program } from './program';

export interface Sent<N extends CommandName = CommandName> {
  readonly name: N;
  readonly input: CommandInput<N>;
  readonly requestId: string;
}

export interface PlayerOptions {
  readonly workspace: string;
  readonly door: OwnDoor;
  /** Whoever is started again under its name still has its claims. */
  readonly name: string;
  readonly seed: number;
  readonly goal: string;
  /** Up to how long it thinks before each command. */
  readonly pauseMs: number;
  /** What its predecessor had sent and got no answer to. */
  readonly unanswered?: Sent | undefined;
}

/** Answers by request id, as digests. */
export type Answers = Map<string, string>;

/** A process that works through the script, and what it has said so far. */
export class Player extends Program {
  readonly answers: Answers = new Map();
  unanswered: Sent | undefined;
  /** All that it could do now waits for a person. */
  isWaiting = false;
  isDone = false;

  constructor(options: PlayerOptions) {
    super(playerProgram, options);
  }

  protected hear(kind: string, words: readonly string[], line: string): boolean {
    switch (kind) {
      case 'sends':
        this.unanswered = JSON.parse(line.slice('sends '.length)) as Sent;
        this.isWaiting = false;
        return true;
      case 'answered':
        this.answers.set(words[0] ?? '', words[1] ?? '');
        this.unanswered = undefined;
        return true;
      case 'refused':
        this.unanswered = undefined;
        return true;
      case 'waits':
        this.isWaiting = true;
        return true;
      case 'done':
        this.isDone = true;
        return true;
      default:
        return false;
    }
  }
}
