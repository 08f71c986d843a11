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
 * undefined.
 */
export function cycleThrough(task: string, dependsOn: string, around: Surroundings): string[] | undefined {
  const start: Moment = { id: task, ends: false };
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

/** All cycles among these tasks and what follows them, each once, as `cycleThrough` names them. */
export function findCycles(tasks: readonly string[], around: Surroundings, most: number): string[][] {
  const cycles: string[][] = [];
  const left = new Set<string>();
  const open = new Map<string, number>();
  for (const id of tasks) {
    const trail: { moment: Moment; next: Moment[] }[] = [];
    const enter = (moment: Moment): void => {
      open.set(key(moment), trail.length);
      trail.push({ moment, next: following(moment, around) });
    };
    if (!left.has(key({ id, ends: false }))) enter({ id, ends: false });
    for (let at = trail.at(-1); at && cycles.length < most; at = trail.at(-1)) {
      const next = at.next.pop();
      const begun = next && open.get(key(next));
      if (!next) {
        trail.pop();
        open.delete(key(at.moment));
        left.add(key(at.moment));
      } else if (begun !== undefined) {
        cycles.push(namesOf([...trail.slice(begun).map(({ moment }) => moment), next]));
      } else if (!left.has(key(next))) enter(next);
    }
  }
  return cycles;
}

/** The tasks of a way through moments, from the first back to it. */
function namesOf(way: readonly Moment[]): string[] {
  const ids = way.map(({ id }) => id).filter((id, index, all) => id !== all[index - 1]);
  const first = ids[0];
  return first === undefined || (ids.length > 1 && ids.at(-1) === first) ? ids : [...ids, first];
}

function path(end: Moment, before: ReadonlyMap<string, Moment | undefined>): string[] {
  const way: Moment[] = [];
  for (let at: Moment | undefined = end; at; at = before.get(key(at))) way.push(at);
  return namesOf(way.reverse());
}
