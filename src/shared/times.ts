const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** "2 hr. ago", as people of a language say it; less than a minute is `justNow`. */
export function timeAgo(at: number, now: number, language: string, justNow: string): string {
  const [unit, size] = UNITS.find(([, ms]) => now - at >= ms) ?? ['minute', 60_000];
  const count = Math.floor((now - at) / size);
  if (count <= 0) return justNow;
  return new Intl.RelativeTimeFormat(language, { style: 'short' }).format(-count, unit);
}

export const exactTime = (at: number, language: string): string =>
  new Date(at).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
