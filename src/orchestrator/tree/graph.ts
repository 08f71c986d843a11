import type { Surroundings } from '../../domain/dependency/cycle';
import { Problem } from '../../domain/problem';
import type { WorkingSet } from './workingSet';

/** The tree as the search for cycles walks it; what does not gate does not count. */
export const graphOf = (tree: WorkingSet): Surroundings => ({
  children: (id) => tree.childrenOf(id),
  parent: (id) => tree.find(id)?.parentId ?? null,
  dependants: (id) =>
    tree
      .dependantsOf(id)
      .filter(({ kind }) => kind !== 'related')
      .map(({ task }) => task),
});

export const cycleProblem = (tree: WorkingSet, cycle: readonly string[]): Problem =>
  new Problem(
    'dependency_cycle',
    `These tasks would wait for each other: ${cycle.map((id) => `${id} (${tree.find(id)?.title ?? '?'})`).join(' → ')}.`,
    'Leave out one of these dependencies; nothing was written.',
  );
