import { randomBytes } from 'node:crypto';

const LONGEST_NAME = 60;

/** The agent at the other end, as the history names it. One process serves one client. */
export class Agent {
  readonly #session = randomBytes(4).toString('hex');
  #client = 'unknown';

  /** What the client calls itself. It is shown to people, so it is one short word of harmless characters. */
  set clientName(name: string) {
    const clean = name
      .normalize('NFKC')
      .replace(/[^\p{L}\p{N}._-]+/gu, '-')
      .slice(0, LONGEST_NAME);
    this.#client = clean.replace(/^-+|-+$/g, '') || 'unknown';
  }

  get actor(): string {
    return `agent:${this.#client}/${this.#session}`;
  }

  /** Request ids of two makes of agents do not meet; those of one make are the same after a restart. */
  commandId(requestId: string): string {
    return `${this.#client}/${requestId}`;
  }
}
