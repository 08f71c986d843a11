import type { EventKind, EventLine } from '../../src/shared/taskPanel/view';

/** Lines of one day and one attempt. */
export interface Chapter {
  readonly key: string;
  readonly day: string;
  /** null: before anybody began; undefined: it began earlier than what was read. */
  readonly attempt: number | null | undefined;
  readonly lines: readonly EventLine[];
}

/**
 * Lines, newest first, in chapters. An attempt goes from where it was claimed to where the next one is, so it is counted from
 * the oldest line on; `isWhole` says that there are none older than these.
 */
export function chapters(
  events: readonly EventLine[],
  isWhole: boolean,
  dayOf: (at: number) => string,
  kind: EventKind | 'all',
): Chapter[] {
  const attempts = attemptsOf(events, isWhole);
  const found: { key: string; day: string; attempt: number | null | undefined; lines: EventLine[] }[] = [];
  events.forEach((line, at) => {
    if (kind !== 'all' && line.kind !== kind) return;
    const day = dayOf(line.at);
    const attempt = attempts[at];
    const last = found.at(-1);
    if (last?.day === day && last.attempt === attempt) last.lines.push(line);
    else found.push({ key: `${day} ${String(attempt)}`, day, attempt, lines: [line] });
  });
  return found;
}

function attemptsOf(events: readonly EventLine[], isWhole: boolean): (number | null | undefined)[] {
  let attempt: number | null | undefined = isWhole ? null : undefined;
  return events
    .toReversed()
    .map((line) => (attempt = line.attempt ?? attempt))
    .toReversed();
}
