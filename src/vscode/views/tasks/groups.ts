import { PHASES } from '../../../domain/task/phase';
import type { FolderStore } from '../../folderStore';
import type { GroupNode, GroupOf } from '../taskNodes';
import { filterOf, isFiltered, isTree, type Look } from './look';
import { listOf, stepsIn, type TaskList } from './taskList';

/** What stands at the top of a store: headings, and a list of tasks below them or instead of them. */
export interface Top {
  readonly groups: readonly GroupNode[];
  readonly list: TaskList | undefined;
}

type Found = Pick<GroupNode, 'of' | 'list' | 'count' | 'done' | 'isMore' | 'description' | 'fields'>;

/** Headings are kept as objects, by which VS Code knows them. */
export class Groups {
  readonly #known = new Map<string, GroupNode>();

  async top(store: FolderStore, look: Look): Promise<Top> {
    const found = await readGroups(store, look);
    const groups = found.map((group) => this.#node(store, group));
    return { groups, list: listAtTop(store, look, groups.length > 0) };
  }

  /** The heading under which a task is listed, if it has been read. */
  find(store: FolderStore, of: GroupOf): GroupNode | undefined {
    return this.#known.get(groupKey(store, of));
  }

  #node(store: FolderStore, found: Found): GroupNode {
    const key = groupKey(store, found.of);
    const known = this.#known.get(key);
    if (known) return Object.assign(known, found);
    const node: GroupNode = { kind: 'group', store, ...found };
    this.#known.set(key, node);
    return node;
  }
}

export const groupKey = ({ folder }: FolderStore, of: GroupOf): string =>
  `${folder.uri.toString()}#${JSON.stringify(of)}`;

function listAtTop(store: FolderStore, look: Look, hasGroups: boolean): TaskList | undefined {
  if (look.groupBy === 'state' || look.groupBy === 'role') return undefined;
  if (!isTree(look)) return stepsIn(store, look);
  // Trees of no stream stand below the streams.
  return listOf(store, look, { kind: 'siblings', parent: null, ...(hasGroups && { stream: null }) });
}

async function readGroups(store: FolderStore, look: Look): Promise<Found[]> {
  if (look.groupBy === 'state') return byPhase(store, look);
  if (look.groupBy === 'role') return byRole(store, look);
  if (look.groupBy === 'none' || isFiltered(look)) return [];
  const { rows } = await store.read('stream.list', { archived: false });
  return rows.map(({ name, description, leaves, done }) => ({
    of: { by: 'stream', name },
    list: listOf(store, look, { kind: 'siblings', parent: null, stream: name }),
    count: leaves,
    done,
    description,
    fields: { stream: name },
  }));
}

function byPhase(store: FolderStore, look: Look): Promise<Found[]> {
  const wanted = filterOf(look).phases;
  const phases = PHASES.filter((phase) => wanted?.includes(phase) ?? true);
  return counted(
    store,
    phases.map((phase) => ({ of: { by: 'state', phase }, list: stepsIn(store, look, { phases: [phase] }) })),
  );
}

async function byRole(store: FolderStore, look: Look): Promise<Found[]> {
  const { roles } = await store.read('tree.facets', {});
  const wanted = filterOf(look).roles;
  const all = [...roles, null].filter((role) => wanted?.includes(role) ?? true);
  return counted(
    store,
    all.map((role) => ({ of: { by: 'role', role }, list: stepsIn(store, look, { roles: [role] }) })),
  );
}

async function counted(store: FolderStore, groups: readonly Pick<Found, 'of' | 'list'>[]): Promise<Found[]> {
  const filters = groups.map(({ list }) => (list.of.kind === 'steps' ? list.of.filter : {}));
  const { counts, most } = await store.read('tree.counts', { filters });
  return groups
    .map((group, index) => {
      const count = counts[index] ?? 0;
      return { ...group, count, isMore: count >= most };
    })
    .filter(({ count }) => count > 0);
}
