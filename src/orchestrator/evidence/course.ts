import type { LookProgress } from '../../domain/evidence/lookProgress';
import type { Tally } from '../../workspace/disk/disk';

/** Counts what a verification has come to, and tells it on. */
export class Course implements Tally {
  readonly #tell: (made: LookProgress) => void;
  readonly #files = { done: 0, total: 0 };
  readonly #checks: { done: number; total: number };
  #running: string | undefined;

  constructor(checks: number, tell: (made: LookProgress) => void) {
    this.#checks = { done: 0, total: checks };
    this.#tell = tell;
  }

  found(): void {
    this.#files.total++;
  }

  seen(): void {
    this.#files.done++;
    this.#say();
  }

  /** A check begins. */
  runs(command: string): void {
    this.#running = command;
    this.#say();
  }

  checked(): void {
    this.#checks.done++;
    this.#running = undefined;
    this.#say();
  }

  #say(): void {
    const running = this.#running;
    this.#tell({
      files: { ...this.#files },
      checks: { ...this.#checks },
      ...(running !== undefined && { running }),
    });
  }
}
