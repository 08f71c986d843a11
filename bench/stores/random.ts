/** The same numbers on every machine and in every run: what is measured must not depend on luck. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0 || 1;
  }

  /** Marsaglia's xorshift with 32 bits of state. */
  next(): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (this.#state = x >>> 0);
  }

  below(limit: number): number {
    return this.next() % limit;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }

  words(count: number): string {
    return Array.from({ length: count }, () => this.word()).join(' ');
  }

  /** Few words are common and most are rare, as in a language; full-text search depends on that. */
  word(): string {
    const rank = Math.floor((this.below(1_000_000) / 1_000_000) ** 3 * vocabulary.length);
    return vocabulary[rank]!;
  }
}

/** 0 is the most common word. */
export const commonWord = (rank: number): string => vocabulary[rank]!;

const SYLLABLES = 'ba co di fe ga hu jo ki lo me nu pa qua ri so ti ve wo xe yi zu tra ple sto gri'.split(' ');

const vocabulary = makeVocabulary(20_000);

function makeVocabulary(size: number): string[] {
  const random = new Random(4711);
  return Array.from({ length: size }, () =>
    Array.from({ length: 2 + random.below(3) }, () => random.pick(SYLLABLES)).join(''),
  );
}
