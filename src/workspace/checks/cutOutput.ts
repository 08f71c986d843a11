/** What a program prints, of which only the beginning and the end are kept. */
export class CutOutput {
  readonly #half: number;
  readonly #head: Buffer[] = [];
  #headBytes = 0;
  #tail: Buffer[] = [];
  #tailBytes = 0;
  #total = 0;

  constructor(limit: number) {
    this.#half = Math.max(1, limit >> 1);
  }

  add(piece: Buffer): void {
    this.#total += piece.length;
    const room = this.#half - this.#headBytes;
    const head = room > 0 ? piece.subarray(0, room) : piece.subarray(0, 0);
    if (head.length > 0) {
      this.#head.push(head);
      this.#headBytes += head.length;
    }
    const rest = piece.subarray(head.length);
    if (rest.length === 0) return;
    this.#tail.push(rest);
    this.#tailBytes += rest.length;
    if (this.#tailBytes > 4 * this.#half) this.#shorten();
  }

  text(): string {
    this.#shorten();
    const head = Buffer.concat(this.#head).toString('utf8');
    const tail = Buffer.concat(this.#tail).toString('utf8');
    const left = this.#total - this.#headBytes - this.#tailBytes;
    return left > 0 ? `${head}\n… ${left} bytes left out …\n${tail}` : head + tail;
  }

  #shorten(): void {
    const tail = Buffer.concat(this.#tail);
    this.#tail = [tail.subarray(Math.max(0, tail.length - this.#half))];
    this.#tailBytes = this.#tail[0]?.length ?? 0;
  }
}
