const NEWLINE = 0x0a;
/** Of a line that is too long this much of both ends is kept: enough to see which request it was. */
const END_BYTES = 300;

interface Listener {
  line(text: string): void;
  tooLong(head: string, tail: string): void;
}

/** Cuts what a client sends into lines. The pieces of a long one are joined once, when it is whole. */
export class MessageLines {
  readonly #mostBytes: number;
  readonly #to: Listener;
  #pieces: Buffer[] = [];
  #bytes = 0;
  #head: Buffer | undefined;

  constructor(mostBytes: number, to: Listener) {
    this.#mostBytes = mostBytes;
    this.#to = to;
  }

  add(chunk: Buffer): void {
    let from = 0;
    for (let end; (end = chunk.indexOf(NEWLINE, from)) !== -1; from = end + 1) {
      this.#take(chunk.subarray(from, end));
      this.#finish();
    }
    this.#take(chunk.subarray(from));
  }

  #take(piece: Buffer): void {
    if (piece.length === 0) return;
    this.#pieces.push(piece);
    this.#bytes += piece.length;
    if (this.#bytes <= this.#mostBytes) return;
    this.#head ??= Buffer.concat(this.#pieces.slice(0, 2)).subarray(0, END_BYTES);
    this.#pieces = [Buffer.from(Buffer.concat(this.#pieces.slice(-2)).subarray(-END_BYTES))];
  }

  #finish(): void {
    const whole = Buffer.concat(this.#pieces).toString('utf8');
    const head = this.#head?.toString('utf8');
    this.#pieces = [];
    this.#bytes = 0;
    this.#head = undefined;
    if (head !== undefined) this.#to.tooLong(head, whole);
    else if (whole.trim() !== '') this.#to.line(whole);
  }
}
