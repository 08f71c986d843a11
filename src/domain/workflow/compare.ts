interface Recorded {
  readonly state: string;
  readonly data: unknown;
}

export interface Difference {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What differs between two moments of a task, one entry a field of its data; what both left out does not differ. */
export function compareStanding(earlier: Recorded, later: Recorded): Difference[] {
  const state = earlier.state === later.state ? [] : [{ field: 'state', before: earlier.state, after: later.state }];
  const before = fieldsOf(earlier.data);
  const after = fieldsOf(later.data);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const data = names
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => ({ field: `data.${name}`, before: before[name] ?? null, after: after[name] ?? null }));
  return [...state, ...data];
}

const fieldsOf = (data: unknown): Record<string, unknown> =>
  typeof data === 'object' && data !== null && !Array.isArray(data)
    ? (data as Record<string, unknown>)
    : { value: data };
