import { Problem } from '../../domain/problem';
import type { MutableRecord, TaskRecord } from '../../storage/queries/records';
import { lastPosition, positionAfter, positionBefore } from '../../storage/queries/tree';
import type { WorkingSet } from './workingSet';

const GAP = 1;

export interface Place {
  /** Next to this sibling; without one, last. */
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

/** A position under a parent: positions are numbers between which there is always room. */
export function positionUnder(tree: WorkingSet, parent: string | null, { before, after }: Place = {}): number {
  const { connection } = tree.context;
  const neighbour = before ?? after;
  if (neighbour === undefined) return lastPosition(connection, parent) + GAP;
  const sibling = tree.get(neighbour);
  if (sibling.parentId !== parent) {
    throw new Problem(
      'invalid_input',
      `${neighbour} does not hang ${parent === null ? 'at the top' : `under ${parent}`}.`,
      'Name a task that has the same parent.',
    );
  }
  const { position } = sibling;
  const other =
    before === undefined ? positionAfter(connection, parent, position) : positionBefore(connection, parent, position);
  const far = other ?? (before === undefined ? position + 2 * GAP : position - 2 * GAP);
  const between = (position + far) / 2;
  return between === position || between === far ? spread(tree, parent, sibling, before === undefined) : between;
}

/** Room between two neighbours is used up after some fifty insertions at one place: all siblings get new numbers. */
function spread(tree: WorkingSet, parent: string | null, sibling: TaskRecord, behind: boolean): number {
  const siblings = parent === null ? tree.roots() : tree.childrenOf(parent).map((id) => tree.get(id));
  let position = 0;
  let room = 0;
  for (const record of siblings) {
    if (record.id === sibling.id && !behind) room = position += GAP;
    setPosition(tree, record, (position += GAP));
    if (record.id === sibling.id && behind) room = position += GAP;
  }
  return room;
}

function setPosition(tree: WorkingSet, record: MutableRecord, position: number): void {
  record.position = position;
  tree.touch(record);
}
