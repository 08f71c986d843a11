import { constants, lstat, readdir, realpath, type BigIntStats } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { codeOf } from './fsCode';
import type { NotSeen } from '../../domain/evidence/seen';
import { isClosed } from '../../domain/evidence/workspacePath';

const lstatOf = promisify(lstat) as (path: string, options: { bigint: true }) => Promise<BigIntStats>;
const realpathOf = promisify(realpath.native);
const namesIn = promisify(readdir) as (path: string) => Promise<string[]>;

/** Something that lies inside of the workspace folder, by a path without links. */
export type Found = FoundAs<'file'> | FoundAs<'directory'>;

interface FoundAs<Kind> {
  readonly kind: Kind;
  readonly real: string;
  readonly stat: BigIntStats;
}

type Folder = { readonly real: string } | NotSeen;

/**
 * Looks at paths of a workspace folder without ever being led out of it (rule F4). One of these serves one round of looking:
 * it remembers folders, so that a thousand files in one cost one question about it.
 */
export class Places {
  readonly #root: string;
  readonly #takesOtherNames: boolean;
  readonly #folders = new Map<string, Promise<Folder>>();
  readonly #names = new Map<string, Promise<readonly string[]>>();

  readonly #probed = new Map<string, Promise<boolean>>();

  /** `root` without links in it. `takesOtherNames`: the system does, in every folder; else each is asked whether it does. */
  constructor(root: string, takesOtherNames: boolean) {
    this.#root = root;
    this.#takesOtherNames = takesOtherNames;
  }

  async find(path: string): Promise<Found | NotSeen> {
    if (path === '.') return typed(this.#root, await lstatOf(this.#root, { bigint: true }));
    const folder = await this.#folder(dirname(path));
    if (!('real' in folder)) return folder;
    const name = basename(path);
    const place = join(folder.real, name);
    let stat: BigIntStats;
    try {
      stat = await lstatOf(place, { bigint: true });
    } catch (error) {
      return this.#explain(error, path, folder.real);
    }
    const misspelt = await this.#misspelt(folder.real, name);
    if (misspelt) return taken(`it is ${misspelt.words}`);
    return stat.isSymbolicLink() ? this.#followLink(place) : typed(place, stat);
  }

  /** A link may lead to another place inside. */
  async #followLink(place: string): Promise<Found | NotSeen> {
    try {
      const real = await realpathOf(place);
      if (!this.#isInside(real)) return outside('it is a link that leads out of the workspace folder');
      if (this.#isClosed(real)) return outside('it is a link into a folder that tasks do not answer for');
      return typed(real, await lstatOf(real, { bigint: true }));
    } catch (error) {
      const code = codeOf(error);
      if (code === 'ENOENT' || code === 'ENOTDIR') return deadLink('it is a link to something that is not there');
      if (code === 'ELOOP') return unreadable('it is a link that leads back to itself');
      return unreadable(inWords(code));
    }
  }

  #folder(path: string): Promise<Folder> {
    let known = this.#folders.get(path);
    if (!known) {
      known = this.#findFolder(path);
      this.#folders.set(path, known);
    }
    return known;
  }

  async #findFolder(path: string): Promise<Folder> {
    if (path === '.' || path === '') return { real: this.#root };
    try {
      const real = await realpathOf(join(this.#root, path));
      if (!this.#isInside(real)) return outside(`${quoted(path)} is a link that leads out of the workspace folder`);
      if (this.#isClosed(real)) return outside(`${quoted(path)} leads into a folder that tasks do not answer for`);
      return (await this.#misspeltFolder(path)) ?? { real };
    } catch (error) {
      return this.#explain(error, path, undefined);
    }
  }

  /** Where the disk takes `SRC` for `src`, only one of them is the name. */
  async #misspeltFolder(path: string): Promise<NotSeen | undefined> {
    const parent = await this.#folder(dirname(path));
    if (!('real' in parent)) return parent;
    const name = await this.#misspelt(parent.real, basename(path));
    return name && taken(`${quoted(path)} is ${name.words}`);
  }

  /** What is there under a name that the disk takes for this one; undefined where it is called just this. */
  async #misspelt(folder: string, name: string): Promise<{ readonly words: string } | undefined> {
    if (!(await this.#mayTakeOther(folder, name))) return undefined;
    if ((await this.#namesIn(folder)).includes(name)) return undefined;
    // It may have come since the names were read.
    this.#names.delete(folder);
    const names = await this.#namesIn(folder);
    if (names.includes(name)) return undefined;
    const alike = names.find((other) => isAlike(other, name));
    return { words: alike === undefined ? 'there only under another name' : `called ${quoted(alike)} on disk` };
  }

  /** Case is a matter of the folder: of the disk it lies on, or even its own. */
  #mayTakeOther(folder: string, name: string): Promise<boolean> {
    if (this.#takesOtherNames) return Promise.resolve(true);
    const inOtherCase = otherCase(name);
    if (inOtherCase === undefined) return this.#probed.get(folder) ?? this.#answersTo(folder, otherForm(name));
    let answer = this.#probed.get(folder);
    if (!answer) {
      answer = this.#answersTo(folder, inOtherCase);
      this.#probed.set(folder, answer);
    }
    return answer;
  }

  async #answersTo(folder: string, name: string | undefined): Promise<boolean> {
    if (name === undefined) return false;
    return lstatOf(join(folder, name), { bigint: true }).then(
      () => true,
      () => false,
    );
  }

  #namesIn(folder: string): Promise<readonly string[]> {
    let names = this.#names.get(folder);
    if (!names) {
      names = namesIn(folder).catch(() => []);
      this.#names.set(folder, names);
    }
    return names;
  }

  #isInside(real: string): boolean {
    return real === this.#root || real.startsWith(this.#root.endsWith(sep) ? this.#root : this.#root + sep);
  }

  /** What git and the store keep there is theirs, by whatever name somebody gets there (rule F6). */
  #isClosed(real: string): boolean {
    return isClosed(relative(this.#root, real).split(sep));
  }

  async #explain(error: unknown, path: string, folder: string | undefined): Promise<NotSeen> {
    const code = codeOf(error);
    switch (code) {
      case 'ENOENT': {
        const alike =
          folder === undefined
            ? undefined
            : (await this.#namesIn(folder)).find((other) => isAlike(other, basename(path)));
        return missing(
          alike === undefined ? 'there is no such file' : `there is only ${quoted(alike)}, which is another name`,
        );
      }
      case 'ENOTDIR':
        return taken('a part of its path is a file, not a folder');
      case 'ENAMETOOLONG':
        return taken('its name is longer than this disk allows');
      case 'ELOOP':
        return unreadable('a part of its path is a link that leads back to itself');
      default:
        return unreadable(inWords(code));
    }
  }
}

function typed(real: string, stat: BigIntStats): Found | NotSeen {
  if (stat.isFile()) return { kind: 'file', real, stat };
  if (stat.isDirectory()) return { kind: 'directory', real, stat };
  return unreadable(`it is ${kindOf(stat)}, not a file`);
}

const kindOf = (stat: BigIntStats): string =>
  stat.isFIFO() ? 'a named pipe' : stat.isSocket() ? 'a socket' : 'a device';

/** Not everywhere, whatever their type says. */
const onlyPosix: Partial<typeof constants> = constants;

/** Never follows a link that took the place of a file, and never waits for the other end of a pipe. */
export const SAFE_OPEN = constants.O_RDONLY | (onlyPosix.O_NOFOLLOW ?? 0) | (onlyPosix.O_NONBLOCK ?? 0);

export function inWords(code: string): string {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return 'there is no permission to read it';
    case 'EMFILE':
    case 'ENFILE':
      return 'the system has too many files open; verify again';
    case 'EIO':
      return 'the disk has failed to read it';
    default:
      return `it cannot be read (${code === '' ? 'unknown error' : code})`;
  }
}

const missing = (reason: string): NotSeen => ({ kind: 'missing', reason });
const taken = (reason: string): NotSeen => ({ kind: 'missing', reason, isTaken: true });
const deadLink = (reason: string): NotSeen => ({ ...taken(reason), isDeadLink: true });
const outside = (reason: string): NotSeen => ({ kind: 'outside', reason });
export const unreadable = (reason: string): NotSeen => ({ kind: 'unreadable', reason });

/** The same name to a careless eye: letters in another case, or composed differently. */
const isAlike = (one: string, other: string): boolean => alike(one) === alike(other);
const alike = (name: string): string => name.normalize('NFC').toLowerCase();

/** Letters that every disk agrees on; undefined where a name has none. */
function otherCase(name: string): string | undefined {
  if (/[a-z]/.test(name)) return name.replace(/[a-z]/g, (letter) => letter.toUpperCase());
  return /[A-Z]/.test(name) ? name.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : undefined;
}

/** The same letters composed otherwise. */
function otherForm(name: string): string | undefined {
  return ['NFD', 'NFC'].map((form) => name.normalize(form)).find((other) => other !== name);
}

const quoted = (text: string): string => JSON.stringify(text.length > 120 ? `${text.slice(0, 119)}…` : text);
