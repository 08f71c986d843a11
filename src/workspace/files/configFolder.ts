import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { mkdir, realpath, stat } from 'node:fs/promises';
import { Problem } from '../../domain/problem';
import { STORE_FOLDER } from '../../domain/storeFolder';

export interface ConfigPlace {
  /** The workspace folder. */
  readonly folder: string;
  /** What MCP_TASK_ORCHESTRATOR_CONFIG_DIR says; relative to the workspace folder. */
  readonly configDir?: string | undefined;
}

/** Where roles and templates lie, and how far links in it may lead. */
export class ConfigFolder {
  readonly path: string;
  readonly #isMoved: boolean;
  readonly #roots: readonly string[];

  constructor({ folder, configDir }: ConfigPlace) {
    this.#isMoved = configDir !== undefined && configDir !== '';
    this.path = configDir ? resolve(folder, configDir) : join(folder, STORE_FOLDER);
    // Whoever names a folder of their own has decided to trust what is in it.
    this.#roots = this.#isMoved ? [folder, this.path] : [folder];
  }

  get roles(): string {
    return join(this.path, 'roles');
  }

  get templates(): string {
    return join(this.path, 'templates');
  }

  /** The file or folder that a path really names, or undefined when that is outside. Fails when there is none. */
  async real(path: string): Promise<string | undefined> {
    const target = await realpath(path);
    for (const root of this.#roots) {
      const realRoot = await realpath(root).catch(() => undefined);
      if (realRoot !== undefined && isInside(target, realRoot)) return target;
    }
    return undefined;
  }

  /** Makes a folder in it, unless the way there leads outside; says whether it is there now. */
  async make(path: string): Promise<boolean> {
    if (this.#isMoved) await mkdir(this.path, { recursive: true, mode: 0o700 });
    if ((await this.real(await nearestThere(path))) === undefined) return false;
    await mkdir(path, { recursive: true, mode: 0o700 });
    return true;
  }
}

const nearestThere = (path: string): Promise<string> =>
  stat(path).then(
    () => path,
    () => (dirname(path) === path ? path : nearestThere(dirname(path))),
  );

function isInside(path: string, root: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

export const leadsOutside = (path: string): Problem =>
  new Problem(
    'invalid_input',
    `${path} is a link that leads outside of the workspace.`,
    'Put a folder in its place and try again.',
  );
