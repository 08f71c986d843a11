/** A task that somebody works on, with what its plan says about files. */
export interface ActiveTask {
  readonly id: string;
  readonly claimedAt: number;
  readonly matches: (path: string) => boolean;
}

/**
 * Whose a change on disk is (rule F7): of the tasks that are worked on, the one whose files were to be changed, the latest
 * first; else the only one. undefined: nobody can say.
 */
export function attribute(path: string, active: readonly ActiveTask[]): string | undefined {
  const latestFirst = [...active].sort((a, b) => b.claimedAt - a.claimedAt);
  const named = latestFirst.find(({ matches }) => matches(path));
  return named?.id ?? (active.length === 1 ? active[0]?.id : undefined);
}
