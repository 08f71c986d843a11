import { parseGlob, type Glob } from '../../domain/evidence/glob';
import { CLOCK_MS } from '../../domain/evidence/judge';
import type { Net, Operation } from '../../domain/evidence/netState';
import type { FileResult, FileResultStatus } from '../../domain/evidence/results';
import type { SeenFile } from '../../domain/evidence/seen';
import { evidenceOn } from '../../storage/queries/evidence';
import { WalkIncomplete } from '../../workspace/disk/walk';
import type { PrepareContext } from '../context';
import type { Basis } from './basis';
import type { LookAround } from './lookAround';
import { Past } from './past';

const LONGEST_LOOK_MS = 10_000;
/** So many files of a glob show its work, where nobody claims any. */
const MOST_WITNESSES = 100;

interface Said {
  readonly path: string;
  readonly net: Net;
}

export interface Planned {
  readonly results: readonly FileResult[];
  readonly witnesses: readonly Operation[];
}

/** The files that the plan names: each glob has to find one at least, and work that was done shows in it (rule G7). */
export async function plannedFileResults(
  context: PrepareContext,
  basis: Basis,
  around: LookAround,
  said: readonly Said[],
): Promise<Planned> {
  const results: FileResult[] = [];
  const witnesses = new Map<string, Operation>();
  for (const text of basis.task.expectedFiles) {
    const glob = parseGlob(text);
    if (!glob) {
      results.push(say(text, 'outside', 'it is no path or pattern inside of the workspace folder', false));
    } else if (!isTold(glob, basis, said)) {
      const look = new PlannedLook(context, basis, around, glob);
      results.push(await look.result());
      for (const witness of look.witnesses) witnesses.set(witness.path, witness);
    }
  }
  return { results, witnesses: [...witnesses.values()] };
}

/** What was done to its files is told with them; what was never there cannot have been removed as planned. */
const isTold = (glob: Glob, { baseline }: Basis, said: readonly Said[]): boolean =>
  said.some(
    ({ path, net }) => glob.matches(path) && (net.expected !== 'absent' || baseline?.files[path] !== undefined),
  );

class PlannedLook {
  readonly witnesses: Operation[] = [];
  readonly #context: PrepareContext;
  readonly #basis: Basis;
  readonly #around: LookAround;
  readonly #glob: Glob;
  readonly #past: Past;
  readonly #since: number;
  #isUnknown = false;
  #notSeen: string | undefined;

  constructor(context: PrepareContext, basis: Basis, around: LookAround, glob: Glob) {
    this.#context = context;
    this.#basis = basis;
    this.#around = around;
    this.#glob = glob;
    this.#past = new Past(context, basis, around);
    this.#since = basis.task.startedAt ?? basis.task.createdAt;
  }

  async result(): Promise<FileResult> {
    const { text } = this.#glob;
    let isThere = false;
    try {
      for await (const path of this.#around.look.matching(this.#glob, Date.now() + LONGEST_LOOK_MS)) {
        isThere = true;
        await this.#hold(path);
        if (this.witnesses.length === MOST_WITNESSES) break;
      }
    } catch (error) {
      if (!(error instanceof WalkIncomplete)) throw error;
      if (!isThere) return say(text, 'unverifiable', `not everything could be looked through: ${error.reason}`, false);
    }
    if (this.witnesses.length > 0) return say(text, 'verified', '', false);
    if (!isThere) return say(text, 'missing', 'nothing matches it', true);
    if (this.#notSeen !== undefined) return say(text, 'unverifiable', this.#notSeen, false);
    return this.#isUnknown
      ? say(
          text,
          'unverifiable',
          'it matches too many files to know how they were before; name those that you changed',
          false,
        )
      : say(text, 'unverifiable', 'nothing that matches it has changed since the task began', false);
  }

  /** Times are asked first, and the content where somebody remembers it from before. */
  async #hold(path: string): Promise<void> {
    const place = await this.#around.look.find(path);
    if (place.kind !== 'file' || Number(place.stat.ctimeNs / 1_000_000n) + CLOCK_MS < this.#since) return;
    const seen = await this.#around.see(path);
    if (seen.kind === 'unreadable') this.#notSeen ??= `${path}: ${seen.reason}`;
    if (seen.kind !== 'file' || (await this.#past.unchanged(path, seen.hash, 'modify')) !== undefined) return;
    const isNew = Number(place.stat.birthtimeNs / 1_000_000n) + CLOCK_MS >= this.#since;
    if (!isNew && !(await this.#past.isRemembered(path))) this.#isUnknown = true;
    else if (!this.#isOfOthers(path, seen)) this.witnesses.push(witness(path, seen));
  }

  /** Somebody else has left just this there, and answers for it. */
  #isOfOthers(path: string, { hash }: SeenFile): boolean {
    const { id } = this.#basis.task;
    const rows = this.#context.read((connection) => evidenceOn(connection, path));
    return rows.some((row) => row.task !== id && row.supersededBy === null && row.found && row.hash === hash);
  }
}

const witness = (path: string, { hash, size }: SeenFile): Operation => ({
  op: 'modify',
  path,
  from: null,
  hash,
  size,
  exact: false,
  noticed: 'observed',
  isDirectory: false,
  found: true,
  foundFrom: true,
});

const say = (path: string, status: FileResultStatus, reason: string, blocks: boolean): FileResult => ({
  path,
  status,
  reason,
  blocks,
  expected: 'planned',
});
