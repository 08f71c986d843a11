import type { QueryInput, TaskRow, WaitedFor } from '../../../orchestrator/registry';
import type { FolderStore } from '../../folderStore';
import { filterOf, type Look } from './look';

/**
 * So many rows are shown at once; what comes after them is folded away in ranges of as many. When one of them changes what its
 * parent says, VS Code asks for all of them again, at one go, and nothing else happens in the extension host meanwhile.
 */
export const PAGE = 200;

export type StepFilter = Omit<QueryInput<'tree.steps'>, 'offset' | 'limit'>;

type ListOf =
  | { readonly kind: 'siblings'; readonly parent: string | null; readonly stream?: string | null }
  | { readonly kind: 'steps'; readonly filter: StepFilter };

/** A list of tasks in the tree: which it is, and how a page of it is read. */
export interface TaskList {
  readonly store: FolderStore;
  readonly of: ListOf;
  readonly unfinished: boolean;
  /** Equal for lists that hold the same. */
  readonly key: string;
}

export interface Rows {
  readonly rows: readonly TaskRow[];
  readonly waitsFor: Readonly<Record<string, WaitedFor>>;
  readonly above?: Readonly<Record<string, string>>;
  readonly total: number;
}

export function listOf(store: FolderStore, look: Look, of: ListOf): TaskList {
  const unfinished = of.kind === 'siblings' && !look.finished;
  return { store, of, unfinished, key: JSON.stringify([store.folder.uri.toString(), of, unfinished]) };
}

/** Steps that the look shows, narrowed further. */
export const stepsIn = (store: FolderStore, look: Look, narrower: StepFilter = {}): TaskList =>
  listOf(store, look, { kind: 'steps', filter: { ...filterOf(look), ...narrower } });

export function readPage({ store, of, unfinished }: TaskList, offset: number): Promise<Rows> {
  return of.kind === 'siblings'
    ? store.read('tree.siblings', { parent: of.parent, stream: of.stream, unfinished, offset, limit: PAGE })
    : store.read('tree.steps', { ...of.filter, offset, limit: PAGE });
}

/** Where in a list one of its tasks stands. */
export async function placeIn({ store, of, unfinished }: TaskList, task: string): Promise<number> {
  const where = of.kind === 'siblings' ? { stream: of.stream, unfinished } : { steps: of.filter };
  return (await store.read('tree.place', { task, ...where })).before;
}
