const MINUTE_MS = 60_000;

/** How long a claim holds without a sign of life (rule C3). */
export const CLAIM_TTL = { default: 15 * MINUTE_MS, shortest: 1_000, longest: 24 * 60 * MINUTE_MS } as const;

const HUMAN = 'human:';

export const isHuman = (actor: string): boolean => actor.startsWith(HUMAN);

/** "12 seconds", "3 minutes": for messages about claims. */
export function duration(ms: number): string {
  const units: readonly (readonly [string, number])[] = [
    ['day', 24 * 60 * MINUTE_MS],
    ['hour', 60 * MINUTE_MS],
    ['minute', MINUTE_MS],
    ['second', 1000],
  ];
  const [name, size] = units.find(([, unit]) => ms >= 2 * unit) ?? ['second', 1000];
  const count = Math.max(0, Math.round(ms / size));
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
