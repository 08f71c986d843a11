import type { Random } from './random';

const SECTOR = 512;

type Change = { readonly at: number; readonly bytes: Uint8Array } | { readonly truncateTo: number };

class Content {
  #bytes = new Uint8Array(4096);
  size = 0;

  static of(other: Content): Content {
    const content = new Content();
    content.#bytes = other.#bytes.slice(0, Math.max(other.size, 1));
    content.size = other.size;
    return content;
  }

  read(target: Uint8Array, position: number): number {
    const got = this.#bytes.subarray(position, Math.max(position, Math.min(this.size, position + target.length)));
    target.set(got);
    return got.length;
  }

  write(bytes: Uint8Array, at: number): void {
    this.#reserve(at + bytes.length);
    this.#bytes.set(bytes, at);
    this.size = Math.max(this.size, at + bytes.length);
  }

  truncate(size: number): void {
    this.#reserve(size);
    // What was behind the end comes back as zeros.
    this.#bytes.fill(0, Math.min(size, this.size));
    this.size = size;
  }

  #reserve(size: number): void {
    if (size <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(size, this.#bytes.length * 2));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

/** A file that knows which of its changes a sync has made durable. */
export class SimulatedFile {
  readonly ino: number;
  changes = 0;
  #content = new Content();
  #durable = new Content();
  #pending: Change[] = [];

  constructor(ino: number) {
    this.ino = ino;
  }

  get size(): number {
    return this.#content.size;
  }

  read(target: Uint8Array, position: number): number {
    return this.#content.read(target, position);
  }

  write(bytes: Uint8Array, at: number): void {
    this.#content.write(bytes, at);
    this.#pending.push({ at, bytes });
    this.changes++;
  }

  truncate(size: number): void {
    this.#content.truncate(size);
    this.#pending.push({ truncateTo: size });
    this.changes++;
  }

  sync(): void {
    for (const change of this.#pending) {
      if ('bytes' in change) this.#durable.write(change.bytes, change.at);
      else this.#durable.truncate(change.truncateTo);
    }
    this.#pending = [];
  }

  forgetUnsynced(): void {
    this.#pending = [];
  }

  clone(): SimulatedFile {
    const copy = new SimulatedFile(this.ino);
    copy.#content = Content.of(this.#content);
    copy.#durable = Content.of(this.#durable);
    copy.#pending = [...this.#pending];
    copy.changes = this.changes;
    return copy;
  }

  /** What was synced, and of the rest each sector with the given probability. */
  afterPowerLoss(random: Random, sectorSurvives: number): SimulatedFile {
    const survivor = new SimulatedFile(this.ino);
    const content = Content.of(this.#durable);
    for (const change of this.#pending) {
      if (!('bytes' in change)) {
        if (random.chance(sectorSurvives)) content.truncate(change.truncateTo);
        continue;
      }
      for (let done = 0; done < change.bytes.length;) {
        const at = change.at + done;
        const length = Math.min(SECTOR - (at % SECTOR), change.bytes.length - done);
        if (random.chance(sectorSurvives)) content.write(change.bytes.subarray(done, done + length), at);
        done += length;
      }
    }
    survivor.#content = content;
    survivor.#durable = Content.of(content);
    survivor.changes = this.changes + 1;
    return survivor;
  }
}
