/**
 * Groups tasks so that each comes after all that it waits for, as early as it can (rule P5). What waits for itself in a
 * circle, which no plan lets through, ends up in the last group.
 */
export function waves(tasks: readonly string[], before: (task: string) => readonly string[]): string[][] {
  const waiting = new Map(tasks.map((task) => [task, new Set(before(task))]));
  const followers = new Map<string, string[]>();
  for (const [task, gates] of waiting) {
    for (const gate of gates) followers.set(gate, [...(followers.get(gate) ?? []), task]);
  }
  const result: string[][] = [];
  let wave = tasks.filter((task) => waiting.get(task)?.size === 0);
  while (wave.length > 0) {
    result.push(wave);
    const next: string[] = [];
    for (const done of wave) {
      waiting.delete(done);
      for (const follower of followers.get(done) ?? []) {
        const gates = waiting.get(follower);
        if (gates?.delete(done) && gates.size === 0) next.push(follower);
      }
    }
    wave = next;
  }
  return waiting.size === 0 ? result : [...result, [...waiting.keys()]];
}
