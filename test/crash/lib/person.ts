import { setTimeout as pause } from 'node:timers/promises';
import type { EngineClient } from '../../../src/engine/client';
import { digestOf } from './digest';
import type { Answers } from './players';
import { startClient } from './product';
import { isAccepted } from './script';

const ACTOR = 'human:ada';
const LOOK_AGAIN_MS = 10;

/**
 * Whoever sits before a window. One who stays has the window open, which then leads; one who looks in opens it when asked
 * and closes it again, so that in between a program leads.
 */
export class Person {
  readonly answers: Answers = new Map();
  visits = 0;
  readonly #workspace: string;
  readonly #stays: boolean;
  readonly #isWanted: () => boolean;
  #isOver = false;
  readonly #left: Promise<void>;

  constructor(workspace: string, stays: boolean, isWanted: () => boolean) {
    this.#workspace = workspace;
    this.#stays = stays;
    this.#isWanted = isWanted;
    this.#left = this.#attend();
  }

  async leave(): Promise<void> {
    this.#isOver = true;
    await this.#left;
  }

  async #attend(): Promise<void> {
    while (!this.#isOver) {
      if (this.#stays || this.#isWanted()) await this.#visit();
      else await pause(LOOK_AGAIN_MS);
    }
  }

  async #visit(): Promise<void> {
    this.visits++;
    const client = startClient(this.#workspace, 'host');
    do {
      await this.#decide(client);
      if (this.#stays) await pause(LOOK_AGAIN_MS);
    } while (this.#stays && !this.#isOver);
    await client.close();
  }

  async #decide(client: EngineClient): Promise<void> {
    const { approvals } = await client.read('task.attention', {});
    for (const { id: task, state } of approvals) {
      const subject = state === 'plan_awaiting_approval' ? 'plan' : 'result';
      const version = (await client.read('task.show', { task }))[subject]?.version ?? 0;
      const requestId = `verdict:${task}:${subject}:${version}`;
      const by = { actor: ACTOR, requestId };
      const answer = isAccepted(version)
        ? await client.execute('task.approve', { task, version }, by)
        : await client.execute('task.reject', { task, version, reason: 'not yet' }, by);
      this.answers.set(requestId, digestOf(JSON.stringify(answer)));
    }
  }
}
