import { basename, dirname } from 'node:path';
import type { FileStat, StoreFiles } from '../../../src/storage/files';
import type { Random } from './random';
import { SimulatedFile } from './simulatedFile';

/** A durability rule that is left out on purpose: the experiment must notice, or it proves nothing. */
export type Mutation =
  | 'files are never synced'
  | 'directories are never synced'
  | 'the folder of the store is not synced into its parent'
  | 'the directory is not synced after a log was created'
  | 'the directory is not synced after state.db was replaced'
  | 'the copy is not synced before it replaces state.db';

class Folder {
  readonly ino: number;
  entries = new Map<string, Node>();
  durable = new Map<string, Node>();

  constructor(ino: number) {
    this.ino = ino;
  }
}

type Node = Folder | SimulatedFile;

/** One change to a directory that is not durable yet: names that went, and a name that came. */
interface Change {
  readonly folder: Folder;
  readonly removed: readonly string[];
  readonly added?: readonly [name: string, node: Node];
}

interface Descriptor {
  readonly node: Node;
  readonly path: string;
}

const COPY_CHUNK = 64 << 10;

/** Thrown by every call once the machine has "lost power" or the process was "killed". */
class Crashed extends Error {}

/**
 * A disk in memory that forgets what was not synced. File contents that no fsync covers may survive, vanish or be torn,
 * sector by sector; so may changes of a directory that no fsync of that directory covers.
 */
export class SimulatedDisk implements StoreFiles {
  readonly #mutation: Mutation | undefined;
  readonly #descriptors = new Map<number, Descriptor>();
  #root = new Folder(1);
  #pending: Change[] = [];
  #nextDescriptor = 3;
  #nextIno = 2;
  #operations = 0;
  #crashAt = Infinity;
  #crashed = false;

  constructor(mutation?: Mutation) {
    this.#mutation = mutation;
  }

  get hasCrashed(): boolean {
    return this.#crashed;
  }

  /** The power goes at this many operations from now. */
  crashAfter(operations: number): void {
    this.#crashAt = this.#operations + operations;
  }

  /** Nothing works from now on. */
  crash(): void {
    this.#crashed = true;
  }

  exists(path: string): boolean {
    return this.#find(path) !== undefined;
  }

  openSync(path: string, flags: string): number {
    this.#assertAlive();
    let node = this.#find(path);
    if (node && flags.includes('x')) throw fault('EEXIST', path);
    if (!node) {
      if (flags.startsWith('r')) throw fault('ENOENT', path);
      this.#operate();
      node = new SimulatedFile(this.#nextIno++);
      this.#change(path, node);
    } else if (flags.startsWith('w') && node instanceof SimulatedFile) {
      node.truncate(0);
    }
    const descriptor = this.#nextDescriptor++;
    this.#descriptors.set(descriptor, { node, path });
    return descriptor;
  }

  /** Puts a file on the disk, durably. */
  put(path: string, content: Uint8Array): void {
    const fd = this.openSync(path, 'w');
    this.writeSync(fd, content, 0, content.length, 0);
    this.#file(fd).sync();
    this.closeSync(fd);
    this.fsyncSync(this.openSync(dirname(path), 'r'));
  }

  content(path: string): Uint8Array {
    const node = this.#find(path);
    if (!(node instanceof SimulatedFile)) throw fault('ENOENT', path);
    const bytes = new Uint8Array(node.size);
    node.read(bytes, 0);
    return bytes;
  }

  /** A sync that fails may leave what was written readable, but never to be written again. */
  forgetUnsynced(fd: number): void {
    this.#file(fd).forgetUnsynced();
  }

  closeSync(fd: number): void {
    this.#descriptors.delete(fd);
  }

  readSync(fd: number, target: Uint8Array, offset: number, length: number, position: number): number {
    this.#assertAlive();
    return this.#file(fd).read(target.subarray(offset, offset + length), position);
  }

  writeSync(fd: number, source: Uint8Array, offset: number, length: number, position: number): number {
    this.#operate();
    this.#file(fd).write(source.slice(offset, offset + length), position);
    return length;
  }

  ftruncateSync(fd: number, size: number): void {
    this.#operate();
    this.#file(fd).truncate(size);
  }

  fdatasyncSync(fd: number): void {
    this.#operate();
    const { node, path } = this.#descriptor(fd);
    if (node instanceof Folder) this.#syncFolder(node, path);
    else this.#syncFile(node, path);
  }

  fsyncSync(fd: number): void {
    this.fdatasyncSync(fd);
  }

  fstatSync(fd: number): FileStat {
    return this.#stat(this.#file(fd));
  }

  statSync(path: string): FileStat {
    this.#assertAlive();
    const node = this.#find(path);
    if (!node) throw fault('ENOENT', path);
    return node instanceof Folder ? { size: 0, ino: node.ino, mtimeMs: 0, nlink: 1 } : this.#stat(node);
  }

  readdirSync(path: string): string[] {
    this.#assertAlive();
    return [...this.#folder(path).entries.keys()];
  }

  unlinkSync(path: string): void {
    this.#assertAlive();
    if (!this.#find(path)) throw fault('ENOENT', path);
    this.#operate();
    this.#change(path, undefined);
  }

  renameSync(from: string, to: string): void {
    this.#assertAlive();
    const node = this.#find(from);
    if (!node) throw fault('ENOENT', from);
    this.#operate();
    const folder = this.#folder(dirname(from));
    if (folder !== this.#folder(dirname(to))) throw fault('EXDEV', to);
    this.#apply({ folder, removed: [basename(from)], added: [basename(to), node] });
  }

  copyFileSync(from: string, to: string): void {
    const source = this.#find(from);
    if (!(source instanceof SimulatedFile)) throw fault('ENOENT', from);
    const fd = this.openSync(to, 'w');
    for (let at = 0; at < source.size; at += COPY_CHUNK) {
      const chunk = new Uint8Array(Math.min(COPY_CHUNK, source.size - at));
      source.read(chunk, at);
      this.writeSync(fd, chunk, 0, chunk.length, at);
    }
    this.closeSync(fd);
  }

  mkdirSync(path: string): void {
    this.#assertAlive();
    if (this.#find(path)) return;
    if (!this.#find(dirname(path))) this.mkdirSync(dirname(path));
    this.#operate();
    this.#change(path, new Folder(this.#nextIno++));
  }

  /** Gives way between chunks, so that commits fall into the copy as they do on a real disk. */
  async copyDurably(from: string, to: string): Promise<void> {
    const source = this.openSync(from, 'r');
    const target = this.openSync(to, 'w');
    const chunk = new Uint8Array(COPY_CHUNK);
    for (let at = 0; ; at += COPY_CHUNK) {
      const got = this.readSync(source, chunk, 0, COPY_CHUNK, at);
      if (got === 0) break;
      this.writeSync(target, chunk, 0, got, at);
      await Promise.resolve();
    }
    this.fdatasyncSync(target);
    this.closeSync(source);
    this.closeSync(target);
  }

  /**
   * The disk as it may look when the power is back. `orderly` keeps the order in which directories changed, as
   * journaling file systems do; otherwise any of the unsynced changes may be missing.
   */
  afterPowerLoss(random: Random, orderly: boolean): SimulatedDisk {
    const kept = orderly ? this.#pending.slice(0, random.below(this.#pending.length + 1)) : undefined;
    const survives = (change: Change): boolean => kept?.includes(change) ?? random.chance(0.5);
    const survivors = this.#pending.filter(survives);
    const sectorSurvives = random.next();
    const copies = new Map<Node, Node>();
    const copy = (node: Node): Node => {
      let made = copies.get(node);
      if (made) return made;
      if (node instanceof SimulatedFile) {
        made = node.afterPowerLoss(random, sectorSurvives);
        copies.set(node, made);
        return made;
      }
      made = new Folder(node.ino);
      copies.set(node, made);
      const entries = new Map(node.durable);
      for (const change of survivors) if (change.folder === node) applyTo(entries, change);
      made.entries = new Map([...entries].map(([name, child]) => [name, copy(child)]));
      made.durable = new Map(made.entries);
      return made;
    };
    return this.#successor(copy(this.#root) as Folder, []);
  }

  /** The disk after only the process has died: all that was written is there, what was not synced still is not. */
  afterKill(): SimulatedDisk {
    const copies = new Map<Node, Node>();
    const copy = <N extends Node>(node: N): N => {
      const known = copies.get(node);
      if (known) return known as N;
      const made = node instanceof SimulatedFile ? node.clone() : new Folder(node.ino);
      copies.set(node, made);
      if (node instanceof Folder && made instanceof Folder) {
        made.entries = new Map([...node.entries].map(([name, child]) => [name, copy(child)]));
        made.durable = new Map([...node.durable].map(([name, child]) => [name, copy(child)]));
      }
      return made as N;
    };
    const root = copy(this.#root);
    const pending = this.#pending.map(({ folder, removed, added }): Change => ({
      folder: copy(folder),
      removed,
      ...(added && { added: [added[0], copy(added[1])] as const }),
    }));
    return this.#successor(root, pending);
  }

  #successor(root: Folder, pending: Change[]): SimulatedDisk {
    const disk = new SimulatedDisk(this.#mutation);
    disk.#root = root;
    disk.#pending = pending;
    disk.#nextIno = this.#nextIno;
    return disk;
  }

  #syncFile(file: SimulatedFile, path: string): void {
    if (this.#mutation === 'files are never synced') return;
    if (this.#mutation === 'the copy is not synced before it replaces state.db' && path.includes('.next.')) return;
    file.sync();
  }

  #syncFolder(folder: Folder, path: string): void {
    const own = this.#pending.filter((change) => change.folder === folder);
    const names = own.flatMap(({ added }) => (added ? [added[0]] : []));
    const logsOnly = names.length > 0 && names.every((name) => name.endsWith('.wal'));
    const isStore = path.endsWith('.task_orchestrator');
    if (this.#mutation === 'directories are never synced') return;
    if (this.#mutation === 'the folder of the store is not synced into its parent' && !isStore) return;
    if (this.#mutation === 'the directory is not synced after a log was created' && logsOnly) return;
    const forgotten = (change: Change): boolean =>
      this.#mutation === 'the directory is not synced after state.db was replaced' &&
      change.added?.[0] === 'state.db' &&
      folder.durable.has('state.db');
    for (const change of own) if (!forgotten(change)) applyTo(folder.durable, change);
    this.#pending = this.#pending.filter((change) => change.folder !== folder || forgotten(change));
  }

  #change(path: string, node: Node | undefined): void {
    const name = basename(path);
    this.#apply({ folder: this.#folder(dirname(path)), removed: [name], ...(node && { added: [name, node] }) });
  }

  #apply(change: Change): void {
    applyTo(change.folder.entries, change);
    this.#pending.push(change);
  }

  #find(path: string): Node | undefined {
    let node: Node | undefined = this.#root;
    for (const name of path.split('/').filter((part) => part !== '')) {
      if (!(node instanceof Folder)) return undefined;
      node = node.entries.get(name);
    }
    return node;
  }

  #folder(path: string): Folder {
    const node = this.#find(path);
    if (!(node instanceof Folder)) throw fault('ENOENT', path);
    return node;
  }

  #descriptor(fd: number): Descriptor {
    const found = this.#descriptors.get(fd);
    if (!found) throw fault('EBADF', String(fd));
    return found;
  }

  #file(fd: number): SimulatedFile {
    const { node } = this.#descriptor(fd);
    if (!(node instanceof SimulatedFile)) throw fault('EISDIR', String(fd));
    return node;
  }

  #stat(file: SimulatedFile): FileStat {
    return { size: file.size, ino: file.ino, mtimeMs: file.changes, nlink: this.#hasName(file, this.#root) ? 1 : 0 };
  }

  #hasName(file: SimulatedFile, folder: Folder): boolean {
    return [...folder.entries.values()].some(
      (node) => node === file || (node instanceof Folder && this.#hasName(file, node)),
    );
  }

  #operate(): void {
    if (++this.#operations >= this.#crashAt) this.#crashed = true;
    this.#assertAlive();
  }

  #assertAlive(): void {
    if (this.#crashed) throw new Crashed('the power went');
  }
}

function applyTo(entries: Map<string, Node>, { removed, added }: Change): void {
  for (const name of removed) entries.delete(name);
  if (added) entries.set(...added);
}

function fault(code: string, what: string): Error {
  return Object.assign(new Error(`${code}: ${what}`), { code });
}
