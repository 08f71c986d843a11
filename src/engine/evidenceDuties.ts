import * as z from 'zod';
import { MOST_LOOKED_AGAIN } from '../orchestrator/commands/evidence';
import type { CommandInput } from '../orchestrator/registry';
import { tasksFoundUnsaved } from '../storage/queries/evidence';
import { evidencePolicy } from '../storage/queries/settings';
import { tasksWithWaitingChecks } from '../storage/queries/checksWaiting';
import { tasksToVerify } from '../storage/queries/taskLists';
import { observedChange } from '../orchestrator/evidence/seeChanges';
import type { Workspace } from '../workspace/workspace';
import { CatchUp } from './catchUp';
import { ownRequest } from './ownRequest';
import type { ExecuteRequest, Reply } from './protocol';
import type { CommandQueue } from './commandQueue';
import { Storm } from './storm';
import type { StoreKeeper } from './storeKeeper';

/** How often the leader looks whether something is due; looking is one question to an index and writes nothing. */
const LOOK_MS = 500;
const MOST_AT_ONCE = 20;
/** After a look that has failed, at the same task; files that keep changing settle sooner than disks. */
const AGAIN_MS = { conflict: 2_000, otherwise: 60_000 };
const MB = 1 << 20;
/** After a collection that could not make enough room. */
const COLLECT_AGAIN_MS = 10 * 60_000;

/** Whoever waits for the store is answered before files are looked at for changes that nobody saw. */
const CATCH_UP_AFTER_MS = 1_000;
const AFTER_STORM_MS = 3_000;

const changesOfStorm = z.array(observedChange);

export interface EvidenceDutiesDeps {
  readonly keeper: StoreKeeper;
  readonly queue: CommandQueue;
  readonly workspace: Workspace;
  readonly info: (text: string) => void;
  readonly warn: (text: string) => void;
}

/**
 * What follows by itself about files: parents whose steps are all done are verified and completed (rule G3), and kept content
 * is kept within its quota (rule K3). Once it leads, it looks for what has changed while nobody watched (rule X1).
 */
export class EvidenceDuties {
  readonly #deps: EvidenceDutiesDeps;
  readonly #underWay = new Set<string>();
  readonly #notBefore = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #collectNotBefore = 0;
  readonly #catchUp: CatchUp;
  readonly #storm = new Storm<unknown>(AFTER_STORM_MS);

  constructor(deps: EvidenceDutiesDeps) {
    this.#deps = deps;
    this.#catchUp = new CatchUp(deps.queue, deps.info, deps.warn);
  }

  start(): void {
    this.#deps.workspace.whenNoLongerUnsaved((paths) => this.#noLongerUnsaved(paths));
    this.#timer = setInterval(() => this.look(), LOOK_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#deps.workspace.whenNoLongerUnsaved(() => undefined);
    this.#catchUp.stop();
  }

  /**
   * What was found while an editor had it unsaved is looked at again (rule X1). It is no change: a revert leaves the disk as it
   * was, and what is saved the watcher tells.
   */
  #noLongerUnsaved(paths: readonly string[]): void {
    const { keeper, queue } = this.#deps;
    if (!keeper.isOpen) return;
    try {
      const tasks = keeper.usable().read((connection) => tasksFoundUnsaved(connection, paths));
      for (let at = 0; at < tasks.length; at += MOST_LOOKED_AGAIN) {
        const some = tasks.slice(at, at + MOST_LOOKED_AGAIN);
        queue.add(ownRequest('evidence.lookAgain', { tasks: some }), 'engine', { reply: () => undefined });
      }
    } catch {
      // The store has a problem, which whoever uses it is told.
    }
  }

  /** After a storm of changes, all that tasks answer for is looked at again, and where it was (rule X1). */
  told({ name, input }: ExecuteRequest): void {
    if (name !== 'files.observe' || this.#deps.workspace.own?.trusted !== true) return;
    // Most of what is told is no storm, and is parsed where it is kept.
    const { changes } = input as { readonly changes?: unknown };
    if (!Array.isArray(changes)) return;
    const told = changesOfStorm.safeParse(this.#storm.told(changes, performance.now()));
    if (!told.success || told.data.length === 0) return;
    this.#catchUp.again(
      told.data.map(({ path }) => path),
      AFTER_STORM_MS,
    );
  }

  look(): void {
    const { keeper, workspace } = this.#deps;
    if (!keeper.isOpen) return;
    // In Restricted Mode, and without a window, nothing is looked for.
    if (workspace.own?.trusted === true) this.#catchUp.begin(CATCH_UP_AFTER_MS);
    try {
      const { due, quotaMb } = keeper.usable().read((connection) => ({
        due: [
          ...tasksToVerify(connection, MOST_AT_ONCE),
          ...(workspace.whyNoChecks === undefined ? tasksWithWaitingChecks(connection, MOST_AT_ONCE) : []),
        ],
        quotaMb: evidencePolicy(connection).keepQuotaMb,
      }));
      for (const task of due) this.#do(`verify ${task}`, 'evidence.settle', { task });
      void this.#collectIfFull(quotaMb * MB);
    } catch {
      // The store has a problem, which whoever uses it is told.
    }
  }

  async #collectIfFull(quota: number): Promise<void> {
    const { kept } = this.#deps.workspace;
    if (Date.now() < this.#collectNotBefore || !(await kept.isOver(quota))) return;
    this.#collectNotBefore = Date.now() + COLLECT_AGAIN_MS;
    this.#do('collect', 'content.collect', {});
  }

  /** One at a time of each. */
  #do<Name extends 'evidence.settle' | 'content.collect'>(key: string, name: Name, input: CommandInput<Name>): void {
    if (this.#underWay.has(key) || (this.#notBefore.get(key) ?? 0) > Date.now()) return;
    this.#underWay.add(key);
    this.#deps.queue.add(ownRequest(name, input), 'engine', { reply: (reply) => this.#done(key, name, reply) });
  }

  #done(key: string, name: string, reply: Reply): void {
    this.#underWay.delete(key);
    this.#notBefore.delete(key);
    if (reply.ok) return;
    const isConflict = reply.problem.code === 'conflict';
    this.#notBefore.set(key, Date.now() + (isConflict ? AGAIN_MS.conflict : AGAIN_MS.otherwise));
    if (!isConflict) this.#deps.warn(`${name} has failed: ${reply.problem.message}`);
  }
}
