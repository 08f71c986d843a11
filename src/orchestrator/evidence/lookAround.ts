import { folderList } from '../../domain/evidence/folderList';
import type { EvidencePolicy } from '../../domain/evidence/policy';
import { isThere, type Seen } from '../../domain/evidence/seen';
import { foldersAbove } from '../../domain/evidence/workspacePath';
import type { DiskLook, Tally } from '../../workspace/disk/disk';
import { textOf } from '../../workspace/kept/text';
import type { PrepareContext } from '../context';

const KB = 1024;
const MB = 1 << 20;
const BATCH_BYTES = 16 * MB;

/** Something to be kept: a file, or the list of a folder's files. */
interface Wanted {
  readonly path: string;
  readonly hash: string;
  readonly size: number;
  readonly list?: string;
}

function wantedOf(path: string, seen: Seen): Wanted[] {
  if (seen.kind === 'file') return [{ path, hash: seen.hash, size: seen.size }];
  if (seen.kind !== 'directory') return [];
  return [...seen.files, { path, hash: seen.hash, size: 0, list: folderList(path, seen.files) }];
}

/** Looks at many paths; what is seen twice is looked at once. */
export class LookAround {
  readonly look: DiskLook;
  readonly #context: PrepareContext;
  readonly #policy: EvidencePolicy;
  readonly #seen = new Map<string, Promise<Seen>>();
  readonly #since: number;
  /** Files that an editor has changes to which are not saved. */
  readonly unsaved: ReadonlySet<string>;

  constructor(context: PrepareContext, policy: EvidencePolicy, tally?: Tally) {
    this.#context = context;
    this.#policy = policy;
    this.#since = context.workspace.told.now;
    this.unsaved = context.workspace.unsaved();
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

  /** Tells at any later moment whether something has been told meanwhile that makes this look out of date (rule G15). */
  async whetherOutOfDate(): Promise<() => boolean> {
    const { workspace } = this.#context;
    const seen = new Map<string, Seen>();
    for (const [path, found] of this.#seen) seen.set(path, await found);
    const unsaved = [...this.unsaved].filter((path) => [path, ...foldersAbove(path)].some((at) => seen.has(at)));
    const isSettled = (): boolean => {
      const now = workspace.unsaved();
      return unsaved.some((path) => !now.has(path));
    };
    return () => workspace.told.isNewsTo(seen, this.#since) || (unsaved.length > 0 && isSettled());
  }

  /**
   * Keeps what was seen, so that it can be compared and restored: text up to the limit, while there is room, and of folders the
   * list of their files as well. It is durable before the store names it (rule K1). What cannot be kept is simply not kept.
   */
  async keep(paths: Iterable<string>): Promise<void> {
    const { kept } = this.#context.workspace;
    const { keepFileKb, keepQuotaMb } = this.#policy;
    if (keepFileKb === 0 || (await kept.isOver(keepQuotaMb * MB))) return;
    const wanted = new Map<string, Wanted>();
    for (const path of paths) for (const each of wantedOf(path, await this.see(path))) wanted.set(each.hash, each);
    await this.#keepAll([...wanted.values()].filter(({ size }) => size <= keepFileKb * KB));
  }

  /** So many at a time that they fit into memory. */
  async #keepAll(wanted: readonly Wanted[]): Promise<void> {
    const { kept } = this.#context.workspace;
    for (let at = 0; at < wanted.length;) {
      let bytes = 0;
      const batch: Wanted[] = [];
      for (; at < wanted.length && bytes < BATCH_BYTES; at++) {
        const next = wanted[at];
        if (next) batch.push(next);
        bytes += next?.size ?? 0;
      }
      const contents = await Promise.all(batch.map((each) => this.#contentOf(each).catch(() => undefined)));
      const texts = contents.flatMap((content, index) =>
        content ? [[batch[index]?.hash ?? '', content] as const] : [],
      );
      await kept.keepAll(new Map(texts)).catch(() => undefined);
    }
  }

  async #contentOf({ path, hash, list }: Wanted): Promise<Uint8Array | undefined> {
    if (list !== undefined) return Buffer.from(list);
    const held = this.look.held(hash);
    if (!held && (await this.#context.workspace.kept.renew(hash))) return undefined;
    const content = held ?? (await this.look.read(path, hash));
    return content && textOf(content) !== undefined ? content : undefined;
  }

  /** Whether a file is the recorded one but for its line ends. */
  async differsInLineEndsOnly(path: string, recorded: string | null): Promise<boolean> {
    const seen = await this.see(path);
    if (recorded === null || !isThere(seen) || seen.kind !== 'file' || seen.size > MB) return false;
    const content = await this.look.read(path, seen.hash);
    return content !== undefined && this.look.hashesWithOtherLineEnds(content).includes(recorded);
  }
}
