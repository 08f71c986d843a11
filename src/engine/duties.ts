import { nextClaimExpiry } from '../storage/queries/claims';
import type { CommandQueue } from './commandQueue';
import { ownRequest } from './ownRequest';
import type { StoreKeeper } from './storeKeeper';

/** How often the leader looks whether something is due. Looking is one question to an index and writes nothing. */
const LOOK_MS = 1_000;

export interface DutiesDeps {
  readonly keeper: StoreKeeper;
  readonly queue: CommandQueue;
}

/** What has to be done without anybody asking: claims that nobody keeps alive run out (rule C4). */
export class Duties {
  readonly #deps: DutiesDeps;
  #timer: NodeJS.Timeout | undefined;
  #isUnderWay = false;

  constructor(deps: DutiesDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#timer = setInterval(() => this.#look(), LOOK_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    if (this.#isUnderWay || !this.#deps.keeper.isOpen || !this.#isClaimOver()) return;
    this.#isUnderWay = true;
    this.#deps.queue.add(ownRequest('claims.lapse', {}), 'engine', { reply: () => (this.#isUnderWay = false) });
  }

  #isClaimOver(): boolean {
    try {
      const expiry = this.#deps.keeper.usable().read((connection) => nextClaimExpiry(connection));
      return expiry !== null && expiry <= Date.now();
    } catch {
      // The store has a problem, which whoever uses it is told.
      return false;
    }
  }
}
