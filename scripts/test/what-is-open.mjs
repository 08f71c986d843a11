import { subscribe } from 'node:diagnostics_channel';

/**
 * Programs and threads that were started and have not ended, each with the test that started it. Only what keeps a process
 * from ending is of interest here, and nothing is kept alive by looking at it.
 */
export class WhatIsOpen {
  /** @type {Map<object, string>} */
  #running = new Map();

  /** @param {() => string} where   what is running just now, for people */
  constructor(where) {
    subscribe('child_process', (message) => {
      const { process: child } = /** @type {{ process: import('node:child_process').ChildProcess }} */ (message);
      const started = where();
      child.once('spawn', () => {
        this.#running.set(child, `process ${child.pid} (${child.spawnargs.join(' ').slice(0, 300)}), from: ${started}`);
      });
      child.once('exit', () => this.#running.delete(child));
    });
    subscribe('worker_threads', (message) => {
      const { worker } = /** @type {{ worker: import('node:worker_threads').Worker }} */ (message);
      this.#running.set(worker, `thread ${worker.threadId}, from: ${where()}`);
      worker.once('exit', () => this.#running.delete(worker));
    });
  }

  /** One line each. */
  toString() {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const kinds = [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');
    return [`Still open: ${kinds || 'nothing'}`, ...this.#running.values()].join('\n    ');
  }
}
