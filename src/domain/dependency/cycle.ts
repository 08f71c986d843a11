/**
 * Work in a tree with dependencies: a task starts after the end of what it depends on; children start after their parent
 * starts and end before it ends. A cycle among these moments is work that can never begin (rule D3).
 */
export interface Surroundings {
  children(id: string): readonly string[];
  parent(id: string): string | null;
  /** Tasks that wait for this one. */
  dependants(id: string): readonly string[];
}

interface Moment {
  readonly id: string;
  readonly ends: boolean;
}

const key = ({ id, ends }: Moment): string => `${ends ? 'e' : 's'}${id}`;

function following({ id, ends }: Moment, around: Surroundings): Moment[] {
  if (!ends) return [{ id, ends: true }, ...around.children(id).map((child) => ({ id: child, ends: false }))];
  const parent = around.parent(id);
  const after = around.dependants(id).map((task) => ({ id: task, ends: false }));
  return parent === null ? after : [{ id: parent, ends: true }, ...after];
}

/**
 * If `task` waited for `dependsOn`: the tasks of the cycle that this would close, from `task` back to itself, or
 * undefined. `fromEnd` asks for a task that is about to be put under `task`.
 */
export function cycleThrough(
  task: string,
  dependsOn: string,
  around: Surroundings,
  fromEnd = false,
): string[] | undefined {
  const start: Moment = { id: task, ends: fromEnd };
  const goal = key({ id: dependsOn, ends: true });
  const before = new Map<string, Moment | undefined>([[key(start), undefined]]);
  const queue: Moment[] = [start];
  for (let moment = queue.pop(); moment; moment = queue.pop()) {
    if (key(moment) === goal) return path(moment, before);
    for (const next of following(moment, around)) {
      if (before.has(key(next))) continue;
      before.set(key(next), moment);
      queue.push(next);
    }
  }
  return undefined;
}

function path(end: Moment, before: ReadonlyMap<string, Moment | undefined>): string[] {
  const ids: string[] = [];
  for (let at: Moment | undefined = end; at; at = before.get(key(at))) {
    if (ids.at(-1) !== at.id) ids.push(at.id);
  }
  ids.reverse();
  const first = ids[0];
  return first === undefined || ids.length === 1 ? ids : [...ids, first];
}
