import type { EngineClient } from '../../../src/engine/client';
import type { Act } from './standings';

/** A program that works on tasks and keeps its claims, whoever leads. */
export class Program {
  readonly client: EngineClient;
  readonly #by: { readonly actor: string };
  readonly #claims = new Map<string, string>();

  constructor(client: EngineClient, actor: string) {
    this.client = client;
    this.#by = { actor };
  }

  async act(task: string, acts: readonly Act[]): Promise<void> {
    for (const act of acts) await this.#do(task, act);
  }

  async #do(task: string, act: Act): Promise<void> {
    const { client } = this;
    switch (act) {
      case 'claim':
      case 'claim briefly': {
        const ttl = act === 'claim' ? {} : { ttl_ms: 1_000 };
        const answer = await client.execute('task.claim', { task, ...ttl }, this.#by);
        if (!('claim' in answer)) throw new Error(`${task} was not given: ${answer.reason}`);
        this.#claims.set(task, answer.claim);
        return;
      }
      case 'plan': {
        const plan = { task, claim: this.#claimOf(task), plan: 'First this, then that.' };
        await client.execute('task.progress', plan, this.#by);
        return;
      }
      case 'done':
      case 'failed':
      case 'blocked': {
        const ending = { task, claim: this.#claimOf(task), result: act, summary: `It is ${act}.` };
        await client.execute('task.finish', ending, this.#by);
        return;
      }
      case 'cancel':
      case 'unblock':
      case 'retry':
        await client.execute(`task.${act}`, { task }, this.#by);
        return;
    }
  }

  #claimOf(task: string): string {
    const claim = this.#claims.get(task);
    if (claim === undefined) throw new Error(`${task} was never claimed`);
    return claim;
  }
}
