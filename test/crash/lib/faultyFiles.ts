import type { FileStat, StoreFiles } from '../../../src/storage/files';
import type { Random } from './random';
import { SimulatedDisk } from './simulatedDisk';

/** A file system whose calls fail now and then, as those of a full or dying disk do. */
export class FaultyFiles implements StoreFiles {
  readonly #files: StoreFiles;
  readonly #random: Random;
  /** How likely a call fails. */
  chance = 0;
  /** As on Windows while another program has `state.db` open. */
  refuseReplacing = false;
  faults = 0;

  constructor(files: StoreFiles, random: Random) {
    this.#files = files;
    this.#random = random;
  }

  openSync(path: string, flags: string, mode?: number): number {
    this.#mayFail('open');
    return this.#files.openSync(path, flags, mode);
  }

  closeSync(fd: number): void {
    this.#files.closeSync(fd);
  }

  readSync(fd: number, target: Uint8Array, offset: number, length: number, position: number): number {
    this.#mayFail('read', 0.02);
    return this.#files.readSync(fd, target, offset, length, position);
  }

  /** Writes a part now and then, and after a part it may fail. */
  writeSync(fd: number, source: Uint8Array, offset: number, length: number, position: number): number {
    if (length > 1 && this.#random.chance(this.chance)) {
      const part = 1 + this.#random.below(length - 1);
      this.#files.writeSync(fd, source, offset, part, position);
      if (this.#random.chance(0.5)) return part;
      this.#fail('write');
    }
    this.#mayFail('write');
    return this.#files.writeSync(fd, source, offset, length, position);
  }

  ftruncateSync(fd: number, size: number): void {
    this.#mayFail('truncate');
    this.#files.ftruncateSync(fd, size);
  }

  fdatasyncSync(fd: number): void {
    if (this.#random.chance(this.chance)) {
      if (this.#files instanceof SimulatedDisk && this.#random.chance(0.5)) this.#files.forgetUnsynced(fd);
      this.#fail('sync');
    }
    this.#files.fdatasyncSync(fd);
  }

  fsyncSync(fd: number): void {
    this.#mayFail('sync');
    this.#files.fsyncSync(fd);
  }

  fstatSync(fd: number): FileStat {
    return this.#files.fstatSync(fd);
  }

  statSync(path: string): FileStat {
    return this.#files.statSync(path);
  }

  readdirSync(path: string): string[] {
    return this.#files.readdirSync(path);
  }

  unlinkSync(path: string): void {
    this.#mayFail('unlink');
    this.#files.unlinkSync(path);
  }

  renameSync(from: string, to: string): void {
    if (this.refuseReplacing && to.endsWith('state.db')) {
      throw Object.assign(new Error(`EPERM: ${to}`), { code: this.#random.chance(0.5) ? 'EPERM' : 'EBUSY' });
    }
    this.#mayFail('rename');
    this.#files.renameSync(from, to);
  }

  copyFileSync(from: string, to: string): void {
    this.#mayFail('copy');
    this.#files.copyFileSync(from, to);
  }

  mkdirSync(path: string, options: { recursive: true; mode: number }): unknown {
    return this.#files.mkdirSync(path, options);
  }

  async copyDurably(from: string, to: string): Promise<void> {
    if (this.#random.chance(this.chance * 2)) {
      await this.#files.copyDurably(from, to);
      this.#fail('copy');
    }
    await this.#files.copyDurably(from, to);
  }

  #mayFail(what: string, fraction = 1): void {
    if (this.#random.chance(this.chance * fraction)) this.#fail(what);
  }

  #fail(what: string): never {
    this.faults++;
    const code = this.#random.pick(['ENOSPC', 'EIO', 'EPERM', 'EBUSY']) ?? 'EIO';
    throw Object.assign(new Error(`${code}: injected at ${what}`), { code });
  }
}
