import type { TaskRow } from '../../orchestrator/registry';

export interface Finding {
  readonly task_id: string;
  readonly title: string;
  readonly problem: string;
}

const finding = ({ id, title }: TaskRow, problem: string): Finding => ({ task_id: id, title, problem });

/** Roles that nobody has described: who takes such a task is told nothing. */
export const unknownRoles = (rows: readonly TaskRow[], known: ReadonlySet<string>): Finding[] =>
  rows.flatMap((row) =>
    row.role === null || known.has(row.role) ? [] : [finding(row, `there is no role ${row.role}`)],
  );

/** Whether the rows hang together as a tree. What lies outside of what was read cannot be judged. */
export function brokenTrees(rows: readonly TaskRow[], isAll: boolean): Finding[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return rows.flatMap((row) => {
    if (row.parentId === null)
      return row.rootId === row.id ? [] : [finding(row, 'it is at the top and says otherwise')];
    const parent = byId.get(row.parentId);
    if (!parent) return isAll ? [finding(row, `what it hangs under, ${row.parentId}, is not there`)] : [];
    return parent.depth + 1 === row.depth && parent.rootId === row.rootId
      ? []
      : [finding(row, `it does not stand where ${parent.id} has it`)];
  });
}

/** Parents whose counts of what lies below them are not those of the tasks below them. */
export function wrongCounts(rows: readonly TaskRow[]): Finding[] {
  const below = new Map<string, number>();
  for (const { parentId } of rows) if (parentId !== null) below.set(parentId, (below.get(parentId) ?? 0) + 1);
  return rows
    .filter(({ id, children }) => children < (below.get(id) ?? 0))
    .map((row) => finding(row, `it counts ${row.children} tasks below it, and there are ${below.get(row.id) ?? 0}`));
}
