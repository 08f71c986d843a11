/** How many rows of each kind a generated store has. */
export interface StoreShape {
  readonly tasks: number;
  readonly runs: number;
  readonly fileOperations: number;
  readonly verifications: number;
  readonly decisions: number;
  readonly events: number;
}

/** The store that the budgets of queries speak of. */
export const FULL: StoreShape = {
  tasks: 100_000,
  runs: 1_000_000,
  fileOperations: 200_000,
  verifications: 100_000,
  decisions: 10_000,
  events: 300_000,
};

/** Size of a store of that shape under the present schema; measured, and only used to scale others. */
const FULL_MB = 705;

/** The root task with number 0 has at least this many children: more than a page, and a page is what one message carries. */
export const WIDE = 1_500;

export const RUNS_PER_TRACE = 10;

/** A store of the same proportions and about this size. */
export function shapeOfSize(mb: number): StoreShape {
  const scaled = (rows: number): number => Math.round((rows * mb) / FULL_MB);
  return {
    tasks: scaled(FULL.tasks),
    runs: scaled(FULL.runs),
    fileOperations: scaled(FULL.fileOperations),
    verifications: scaled(FULL.verifications),
    decisions: scaled(FULL.decisions),
    events: scaled(FULL.events),
  };
}
