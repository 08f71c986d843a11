import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { layerRoles, type RoleSource } from '../../domain/role/layering';
import type { EffectiveRole, RoleLayer } from '../../domain/role/role';
import type { FileProblem } from '../../domain/source/fileProblem';
import { ConfigFolder, type ConfigPlace } from '../files/configFolder';
import { FolderWatch } from '../files/folderWatch';
import { readText } from '../files/readText';
import { writeText } from '../files/writeText';
import type { YamlFile } from '../files/yamlFile';
import { isNotThere, readYamlFiles } from '../files/yamlFiles';
import { defaultRolesText, isOutdated } from './defaultRoles';
import { readRoles } from './readRoles';

export interface LoadedRoles {
  readonly roles: readonly EffectiveRole[];
  readonly problems: readonly FileProblem[];
}

export interface RoleFolderOptions extends ConfigPlace {
  /** Whether default_roles.yaml is written where it is missing, and brought up to date where nobody has edited it. */
  readonly ensureDefaults: boolean;
}

const DEFAULT_FILE = 'default_roles.yaml';
const CUSTOM_FILE = 'custom_roles.yaml';

/** The roles that hold in a workspace folder: what is built in, and the files in roles/ over it. */
export class RoleFolder {
  readonly #folder: ConfigFolder;
  readonly #path: string;
  readonly #ensureDefaults: boolean;
  #watch: FolderWatch | undefined;
  #loading: Promise<unknown> = Promise.resolve();
  #disposed = false;

  constructor({ ensureDefaults, ...place }: RoleFolderOptions) {
    this.#folder = new ConfigFolder(place);
    this.#path = join(this.#folder.path, 'roles');
    this.#ensureDefaults = ensureDefaults;
  }

  /** Never fails: what cannot be read is a problem, and the rest holds without it. */
  load(): Promise<LoadedRoles> {
    const loaded = this.#loading.then(() => this.#load());
    this.#loading = loaded;
    return loaded;
  }

  /** Hands over the roles each time that they or their problems have become different. */
  watch(changed: (loaded: LoadedRoles) => void): void {
    let known: string | undefined;
    const look = async () => {
      const loaded = await this.load();
      const now = JSON.stringify(loaded);
      if (this.#disposed || now === known) return;
      known = now;
      changed(loaded);
    };
    this.#watch?.dispose();
    this.#watch = new FolderWatch(this.#path, () => void look());
    void look();
  }

  dispose(): void {
    this.#disposed = true;
    this.#watch?.dispose();
  }

  async #load(): Promise<LoadedRoles> {
    const writing = this.#ensureDefaults ? await this.#writeDefaults() : [];
    const { files, problems } = await readYamlFiles(this.#path, this.#folder);
    const sources = files.map((file) => ({ file, source: sourceOf(file) })).sort(byLayer);
    const { roles, undefinedRoles } = layerRoles(sources.map(({ source }) => source));
    for (const { name, origin } of undefinedRoles) {
      const file = files.find(({ path }) => path === origin.file);
      const message = `The role "${name}" has no role_definition, here or in a lower layer; it is left out.`;
      file?.report([{ path: [name], at: 'key', message, severity: 'error' }]);
    }
    return { roles, problems: [...writing, ...problems, ...files.flatMap((file) => file.problems)] };
  }

  async #writeDefaults(): Promise<readonly FileProblem[]> {
    const path = join(this.#path, DEFAULT_FILE);
    try {
      const missing = await stat(path).then(() => false, isNotThere);
      if (missing) {
        if (await this.#folder.make(this.#path)) await writeText(path, defaultRolesText(), { replace: false });
        return [];
      }
      const read = await readText(path, this.#folder);
      if ('text' in read && isOutdated(read.text)) await writeText(path, defaultRolesText(), { replace: true });
      return [];
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const message = `The file cannot be written (${why}); the built-in roles hold without it.`;
      return [{ file: path, line: 1, column: 1, message, severity: 'warning' }];
    }
  }
}

const LAYER_OF: Readonly<Record<string, RoleLayer>> = { [DEFAULT_FILE]: 'default', [CUSTOM_FILE]: 'custom' };

const sourceOf = (file: YamlFile): RoleSource => ({
  layer: LAYER_OF[basename(file.path)] ?? 'workspace',
  file: file.path,
  roles: readRoles(file),
});

const STRENGTH: Readonly<Record<RoleLayer, number>> = { 'built-in': 0, default: 1, custom: 2, workspace: 3 };

/** Files of one layer stay in the order of their names. */
const byLayer = (a: { source: RoleSource }, b: { source: RoleSource }): number =>
  STRENGTH[a.source.layer] - STRENGTH[b.source.layer];
