import { finisherProgram } from './product';
import { Program } from './program';

export interface FinisherOptions {
  readonly workspace: string;
  readonly name: string;
  /** Different each time, so that the files of no two runs meet. */
  readonly run: number;
}

/** A process that writes files, claims them and finishes, one task after the other, and what was answered to it. */
export class Finisher extends Program {
  /** Tasks whose end was acknowledged, with their files. */
  readonly finished = new Map<string, readonly string[]>();
  /** Refused as it had to be: a file was claimed that was never written. */
  readonly refused = new Set<string>();
  begun = 0;

  constructor(options: FinisherOptions) {
    super(finisherProgram, options);
  }

  protected hear(kind: string, [task = '', ...paths]: readonly string[]): boolean {
    switch (kind) {
      case 'begun':
        this.begun++;
        return true;
      case 'finished':
        this.finished.set(task, paths);
        return true;
      case 'refused':
        this.refused.add(task);
        return true;
      default:
        return false;
    }
  }
}
