/** A moment as agents read it: to the second, in UTC. */
export const isoTime = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');

export const isoTimeOrNull = (at: number | null): string | null => (at === null ? null : isoTime(at));
