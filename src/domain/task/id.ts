const SHORTEST = 6;
const LONGEST = 12;

/**
 * Makes a task id: `<role>_<hex>`, or `task_<hex>` without a role. The hex part starts short and grows with each
 * collision, so that ids stay readable in a small store and unique in a large one (rule T1).
 */
export function newTaskId(
  role: string | null,
  randomHex: (digits: number) => string,
  isTaken: (id: string) => boolean,
): string {
  const prefix = role ?? 'task';
  for (let digits = SHORTEST; digits <= LONGEST; digits++) {
    const id = `${prefix}_${randomHex(digits)}`;
    if (!isTaken(id)) return id;
  }
  throw new Error('no free task id');
}
