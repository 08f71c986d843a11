/** A part of a brief. The weight says what gives way first when the budget is short: the lightest. */
export interface Section {
  readonly title: string;
  readonly text: string;
  readonly weight: number;
  /** Of a part that must be shortened, at least this much is worth having; below that it is left out. */
  readonly atLeast?: number;
}

export const BRIEF_BUDGET = { default: 600, shortest: 150, longest: 20_000 } as const;

/** As agents' context windows count, near enough: four bytes a token. */
export const tokensOf = (text: string): number => Math.ceil(new TextEncoder().encode(text).length / 4);

/** Puts the parts of a brief together, in their order, within a number of tokens (rule B1). */
export function compose(heading: string, sections: readonly Section[], budget: number): string {
  const kept = new Map(sections.map((section) => [section, section.text]));
  const written = (): string => {
    const parts = sections.flatMap((section) => {
      const text = kept.get(section);
      return text === undefined || text === '' ? [] : [`## ${section.title}\n${text}`];
    });
    return [heading, ...parts].join('\n\n');
  };
  for (const section of [...sections].sort((a, b) => a.weight - b.weight)) {
    const over = tokensOf(written()) - budget;
    if (over <= 0) break;
    const room = tokensOf(section.text) - over - 8;
    const isWorthIt = room >= (section.atLeast ?? 20);
    kept.set(section, isWorthIt ? shorten(section.text, room) : '');
  }
  return shorten(written(), budget);
}

/** Cuts at the end of a line or a word, and says that it did. */
export function shorten(text: string, tokens: number): string {
  if (tokensOf(text) <= tokens) return text;
  const mark = ' … (shortened)';
  const bytes = new TextEncoder().encode(text).slice(0, Math.max(0, tokens * 4 - mark.length - 4));
  // A character that was cut in two becomes a mark of its own, and goes.
  const cut = new TextDecoder().decode(bytes).replace(/\uFFFD+$/u, '');
  const end = Math.max(cut.lastIndexOf('\n'), cut.lastIndexOf(' '));
  return `${(end > cut.length / 2 ? cut.slice(0, end) : cut).trimEnd()}${mark}`;
}
