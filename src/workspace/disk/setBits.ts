const WORD = 8;
const BITS = 64;
/** Of the word that leads a group: how often it repeats a bit, and how many words follow as they are. */
const REPEATED = 0xffff_ffffn;
const LITERAL_SHIFT = 33n;

/**
 * Which bits are set in a bitmap that git has written in compressed words (EWAH): a word tells how many words are all zeros or
 * all ones, and how many follow that are not. undefined where it has more bits than there can be.
 */
export function setBits(
  buffer: Buffer,
  from: number,
  most: number,
): { readonly bits: ReadonlySet<number>; readonly end: number } | undefined {
  if (from + 8 > buffer.length) return undefined;
  const size = buffer.readUInt32BE(from);
  const words = buffer.readUInt32BE(from + 4);
  const start = from + 8;
  const end = start + words * WORD;
  if (size > most || end + 4 > buffer.length) return undefined;
  const bits = new Set<number>();
  let bit = 0;
  for (let at = start; at < end;) {
    const lead = buffer.readBigUInt64BE(at);
    at += WORD;
    const repeated = Number((lead >> 1n) & REPEATED) * BITS;
    if ((lead & 1n) === 1n) for (let n = 0; n < repeated && bit + n < most; n++) bits.add(bit + n);
    bit += repeated;
    for (let left = Number(lead >> LITERAL_SHIFT); left > 0 && at < end; left--, at += WORD, bit += BITS) {
      const word = buffer.readBigUInt64BE(at);
      for (let n = 0; n < BITS; n++) if (((word >> BigInt(n)) & 1n) === 1n) bits.add(bit + n);
    }
  }
  // Behind the words stands where the last group begins.
  return { bits, end: end + 4 };
}
