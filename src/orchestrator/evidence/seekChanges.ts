import { parseGlob } from '../../domain/evidence/glob';
import { CLOCK_MS, TICK_MS } from '../../domain/evidence/judge';
import { isWithin, workspacePath } from '../../domain/evidence/workspacePath';
import { tasksAtWork } from '../../storage/queries/claims';
import { lastOperationOn } from '../../storage/queries/fileOperations';
import { evidencePolicy } from '../../storage/queries/settings';
import { SYSTEM } from '../../workspace/disk/system';
import { WalkIncomplete } from '../../workspace/disk/walk';
import type { PrepareContext } from '../context';
import { LookAround } from './lookAround';
import { MOST_AT_WORK } from './observe';
import type { ObservedChange } from './seeChanges';

const LONGEST_SEEK_MS = 10_000;
const SECOND_NS = 1_000_000_000n;

/** What nobody has told of. */
export interface Sought {
  readonly changes: readonly ObservedChange[];
  /** How many files were looked at. */
  readonly looked: number;
  readonly isWhole: boolean;
}

/**
 * Looks for files that were made or written since work began and that nobody has told of, in some folders and where the plans
 * of tasks at work have theirs, then in all that holds these folders: where there was no storm, in the whole
 * workspace (rule X1). What is found can be told then, as if a watcher had.
 */
export async function seekChanges(context: PrepareContext, folders: readonly string[]): Promise<Sought> {
  const [policy, atWork] = context.read(
    (connection) => [evidencePolicy(connection), tasksAtWork(connection, context.now, MOST_AT_WORK)] as const,
  );
  if (atWork.length === 0) return { changes: [], looked: 0, isWhole: true };
  const since = Math.min(...atWork.map(({ claimedAt }) => claimedAt));
  const planned = atWork.flatMap(({ files }) => files.flatMap((text) => parseGlob(text)?.base ?? []));
  const walk = new Walk(context, new LookAround(context, policy), since);
  const stormy = outermost(folders);
  for (const folder of outermost([...stormy, ...planned])) await walk.through(folder);
  // Of a folder that was made in a storm a system may tell nothing at all: it lies beside those of which it told.
  await walk.through(holderOf(stormy));
  const { changes, looked, isWhole } = walk;
  return { changes, looked, isWhole };
}

/** Folders of the workspace, none in another of them; '' is all of it. */
function outermost(folders: readonly string[]): string[] {
  const inside = folders.flatMap((folder) => {
    const checked = folder === '' || folder === '.' ? { path: '' } : workspacePath(folder, SYSTEM);
    return 'path' in checked ? [checked.path] : [];
  });
  const all = [...new Set(inside)];
  return all.filter((folder) => !all.some((other) => other !== folder && (other === '' || isWithin(folder, other))));
}

/** The innermost folder that holds all of these. */
function holderOf([first = '', ...others]: readonly string[]): string {
  let names = first.split('/');
  for (const other of others) {
    const parts = other.split('/');
    const differs = names.findIndex((name, index) => name !== parts[index]);
    if (differs !== -1) names = names.slice(0, differs);
  }
  return names.join('/');
}

class Walk {
  readonly changes: ObservedChange[] = [];
  looked = 0;
  isWhole = true;
  readonly #context: PrepareContext;
  readonly #around: LookAround;
  readonly #since: number;
  readonly #until = Date.now() + LONGEST_SEEK_MS;
  readonly #walked = new Set<string>();

  constructor(context: PrepareContext, around: LookAround, since: number) {
    this.#context = context;
    this.#around = around;
    this.#since = since;
  }

  async through(folder: string): Promise<void> {
    if (this.#walked.has(folder)) return;
    this.#walked.add(folder);
    try {
      for await (const path of this.#around.look.within(folder, this.#until)) await this.#hold(path);
    } catch (error) {
      if (!(error instanceof WalkIncomplete)) throw error;
      this.isWhole = false;
    }
  }

  async #hold(path: string): Promise<void> {
    if (this.#walked.has(path)) return;
    this.#walked.add(path);
    this.looked++;
    const place = await this.#around.look.find(path);
    if (place.kind !== 'file') return;
    const { birthtimeNs, mtimeNs } = place.stat;
    const born = Number(birthtimeNs / 1_000_000n);
    const touched = Math.max(born, Number(mtimeNs / 1_000_000n));
    // What was put there right before somebody began, as by a clone, is not theirs, unless times are too coarse to tell.
    const isCoarse = birthtimeNs % SECOND_NS === 0n && mtimeNs % SECOND_NS === 0n;
    const since = this.#since - (isCoarse ? CLOCK_MS : TICK_MS);
    if (touched < since) return;
    const last = this.#context.read((connection) => lastOperationOn(connection, path));
    if (last && last.at > touched) return;
    this.changes.push({ path, kind: born >= since ? 'created' : 'changed' });
  }
}
