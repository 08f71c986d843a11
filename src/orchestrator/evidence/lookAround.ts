import type { EvidencePolicy } from '../../domain/evidence/policy';
import { isThere, type Seen } from '../../domain/evidence/seen';
import type { DiskLook, Tally } from '../../workspace/disk/disk';
import { textOf } from '../../workspace/kept/text';
import type { PrepareContext } from '../context';

const KB = 1024;
const MB = 1 << 20;

/** Looks at many paths; what is seen twice is looked at once. */
export class LookAround {
  readonly look: DiskLook;
  readonly #context: PrepareContext;
  readonly #policy: EvidencePolicy;
  readonly #seen = new Map<string, Promise<Seen>>();

  constructor(context: PrepareContext, policy: EvidencePolicy, tally?: Tally) {
    this.#context = context;
    this.#policy = policy;
    this.look = context.workspace.disk.look(context.signal, policy.ignore, tally);
  }

  see(path: string, except?: (path: string) => boolean): Promise<Seen> {
    let seen = this.#seen.get(path);
    if (!seen) {
      seen = this.look.see(path, except);
      this.#seen.set(path, seen);
    }
    return seen;
  }

  async seeAll(paths: Iterable<string>, except?: (path: string) => boolean): Promise<Map<string, Seen>> {
    const all = await Promise.all(
      [...new Set(paths)].map(async (path) => [path, await this.see(path, except)] as const),
    );
    return new Map(all);
  }

  /**
   * Keeps what was seen, so that it can be compared and restored: text up to the limit, while there is room. It is durable
   * before the store names it (rule K1). What cannot be kept is simply not kept.
   */
  async keep(paths: Iterable<string>): Promise<void> {
    const { kept } = this.#context.workspace;
    const { keepFileKb, keepQuotaMb } = this.#policy;
    if (keepFileKb === 0 || (await kept.isOver(keepQuotaMb * MB))) return;
    await Promise.all([...paths].map((path) => this.#keepOne(path, keepFileKb * KB).catch(() => undefined)));
  }

  async #keepOne(path: string, limit: number): Promise<void> {
    const seen = await this.see(path);
    if (seen.kind !== 'file' || seen.size > limit) return;
    const { kept } = this.#context.workspace;
    if (await kept.renew(seen.hash)) return;
    const content = await this.look.read(path, seen.hash);
    if (content && textOf(content) !== undefined) await kept.keep(seen.hash, content);
  }

  /** Whether a file is the recorded one but for its line ends. */
  async differsInLineEndsOnly(path: string, recorded: string | null): Promise<boolean> {
    const seen = await this.see(path);
    if (recorded === null || !isThere(seen) || seen.kind !== 'file' || seen.size > MB) return false;
    const content = await this.look.read(path, seen.hash);
    return content !== undefined && this.look.hashesWithOtherLineEnds(content).includes(recorded);
  }
}
