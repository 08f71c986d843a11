import type { EngineClient } from '../../../src/engine/client';
import type { OwnDoor, StoreStatus } from '../../../src/engine/protocol';
import type { ProblemCode } from '../../../src/domain/problem';
import { startClient, untilStatus } from './product';
import { isReady } from '../../unit/engine/harness';

/** An engine client that remembers what was acknowledged to it. */
export class Session {
  readonly client: EngineClient;
  readonly acknowledged: Map<string, string>;
  readonly log: string[] = [];
  readonly #name: string;
  #sent = 0;

  constructor(workspace: string, door: OwnDoor, name: string, acknowledged = new Map<string, string>()) {
    this.#name = name;
    this.acknowledged = acknowledged;
    this.client = startClient(workspace, door, (line) => this.log.push(line));
  }

  /** Writes tasks; returns why one was refused, if one was. */
  async write(count: number): Promise<ProblemCode | undefined> {
    for (let done = 0; done < count; done++) {
      const command = `${this.#name}${++this.#sent}`;
      const answer = await this.client
        .execute('task.create', { title: command }, { actor: this.#name, requestId: command })
        .catch((error: unknown) => error as { code: ProblemCode });
      if ('code' in answer) return answer.code;
      this.acknowledged.set(command, answer.task);
    }
    return undefined;
  }

  ready(): Promise<StoreStatus> {
    return untilStatus(this.client, isReady);
  }

  /** The reason for which the store cannot be used, once it is known. */
  async problem(): Promise<ProblemCode | 'ready' | undefined> {
    const status = await untilStatus(this.client, ({ state }) => state === 'problem' || state === 'ready');
    return status.state === 'problem' ? status.problem.code : 'ready';
  }

  get backups(): readonly { readonly name: string; readonly rescued: boolean }[] {
    return this.client.status.state === 'problem' ? this.client.status.backups : [];
  }

  /** The name of what was rescued, once it is offered. */
  async rescued(): Promise<string> {
    await untilStatus(this.client, () => this.backups.some((backup) => backup.rescued));
    return this.backups.find((backup) => backup.rescued)?.name ?? '';
  }
}
