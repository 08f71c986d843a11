import { diffLines } from 'diff';

export interface DiffLine {
  readonly kind: 'added' | 'removed' | 'same';
  readonly text: string;
}

/** Lines that differ, each with some around it; what lies between is counted. */
export type DiffPart = DiffLine | { readonly kind: 'skipped'; readonly count: number };

const AROUND = 3;
/** Beyond this many differing lines nobody reads a comparison, and it would keep the page busy. */
const MOST_CHANGES = 2_000;

/** What changed between two texts, or `undefined` where they have too little in common. */
export function lineDiff(before: string, after: string): DiffPart[] | undefined {
  const changes = diffLines(ended(before), ended(after), { maxEditLength: MOST_CHANGES });
  if (!changes) return undefined;
  const lines = changes.flatMap(({ added, removed, value }) => {
    const kind = added ? ('added' as const) : removed ? ('removed' as const) : ('same' as const);
    return value
      .replace(/\n$/, '')
      .split('\n')
      .map((text): DiffLine => ({ kind, text }));
  });
  return shortened(lines);
}

/** The last line counts like the others, with or without an end of its own. */
const ended = (text: string): string => `${text.replaceAll('\r\n', '\n').replace(/\n+$/, '')}\n`;

function shortened(lines: readonly DiffLine[]): DiffPart[] {
  const near = new Uint8Array(lines.length);
  lines.forEach(({ kind }, at) => {
    if (kind !== 'same') near.fill(1, Math.max(0, at - AROUND), at + AROUND + 1);
  });
  const parts: DiffPart[] = [];
  let skipped = 0;
  const count = (): void => {
    if (skipped > 0) parts.push({ kind: 'skipped', count: skipped });
    skipped = 0;
  };
  lines.forEach((line, at) => {
    if (near[at] === 0) skipped++;
    else {
      count();
      parts.push(line);
    }
  });
  count();
  return parts;
}
