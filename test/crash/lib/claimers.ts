import { claimerProgram } from './product';
import { Program } from './program';

export interface ClaimerOptions {
  readonly workspace: string;
  readonly name: string;
}

interface Loss {
  readonly code: string;
  readonly message: string;
}

/** A process that claims what it is told to, and what it has said so far. */
export class Claimer extends Program {
  readonly won = new Set<string>();
  readonly lost = new Map<string, Loss>();
  /** What selectors gave it, in order. */
  readonly drained: string[] = [];
  isDrained = false;

  constructor(options: ClaimerOptions) {
    super(claimerProgram, options);
  }

  get actor(): string {
    return `agent:${this.name}/1`;
  }

  claim(task: string): void {
    this.tell(`claim ${task}`);
  }

  hasTried(task: string): boolean {
    return this.won.has(task) || this.lost.has(task);
  }

  /** Takes whatever is ready below a task until there is nothing. */
  drain(root: string): void {
    this.tell(`drain ${root}`);
  }

  protected hear(kind: string, [task = '', code = '', ...message]: readonly string[]): boolean {
    switch (kind) {
      case 'won':
        this.won.add(task);
        return true;
      case 'lost':
        this.lost.set(task, { code, message: message.join(' ') });
        return true;
      case 'took':
        this.drained.push(task);
        return true;
      case 'drained':
        this.isDrained = true;
        return true;
      default:
        return false;
    }
  }
}
