import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { layerRoles, type RoleSource } from '../../domain/role/layering';
import type { EffectiveRole, RoleLayer } from '../../domain/role/role';
import type { FileProblem } from '../../domain/source/fileProblem';
import { ConfigFolder, leadsOutside, type ConfigPlace } from '../files/configFolder';
import { followFolder, type Following } from '../files/followFolder';
import { readText } from '../files/readText';
import { writeText } from '../files/writeText';
import type { YamlFile } from '../files/yamlFile';
import { errorCode, isNotThere, readYamlFiles } from '../files/yamlFiles';
import { CUSTOM_ROLES_START } from './customRoles';
import { defaultRolesText, isOutdated } from './defaultRoles';
import { readRoles } from './readRoles';

export interface LoadedRoles {
  readonly roles: readonly EffectiveRole[];
  readonly problems: readonly FileProblem[];
}

/** Roles with the places where people find them. */
export interface ReadRoles extends LoadedRoles {
  /** By name: the strongest file that speaks of it, and the line. */
  readonly lines: ReadonlyMap<string, { readonly file: string; readonly line: number }>;
}

const DEFAULT_FILE = 'default_roles.yaml';
const CUSTOM_FILE = 'custom_roles.yaml';

/** The roles that hold in a workspace folder: what is built in, and the files in roles/ over it. */
export class RoleFolder {
  readonly #folder: ConfigFolder;
  readonly #path: string;

  constructor(place: ConfigPlace) {
    this.#folder = new ConfigFolder(place);
    this.#path = this.#folder.roles;
  }

  /** Hands over the roles now and each time that they or their problems have become different. */
  follow(changed: (loaded: LoadedRoles) => void): Following {
    return followFolder(this.#path, () => this.load(), changed);
  }

  get customFile(): string {
    return join(this.#path, CUSTOM_FILE);
  }

  /** Never fails: what cannot be read is a problem, and the rest holds without it. */
  async load(): Promise<LoadedRoles> {
    const { roles, problems } = await this.read();
    return { roles, problems };
  }

  async read(): Promise<ReadRoles> {
    const { files, problems } = await readYamlFiles(this.#path, this.#folder);
    const sources = files.map((file) => ({ file, source: sourceOf(file) })).sort(byLayer);
    const { roles, undefinedRoles } = layerRoles(sources.map(({ source }) => source));
    for (const { name, origin } of undefinedRoles) {
      const file = files.find(({ path }) => path === origin.file);
      const message = `The role "${name}" has no role_definition, here or in a lower layer; it is left out.`;
      file?.report([{ path: [name], at: 'key', message, severity: 'error' }]);
    }
    const lines = new Map<string, { file: string; line: number }>();
    for (const { file, source } of sources) {
      for (const name of source.roles.keys()) lines.set(name, { file: file.path, line: file.lineOf([name]) });
    }
    return { roles, problems: [...problems, ...files.flatMap((file) => file.problems)], lines };
  }

  /** Makes custom_roles.yaml with a start to write on, unless it is there. */
  async beginCustom(): Promise<{ readonly file: string; readonly isNew: boolean }> {
    const file = this.customFile;
    if (!(await this.#folder.make(this.#path))) throw leadsOutside(this.#path);
    try {
      await writeText(file, CUSTOM_ROLES_START, { replace: false });
      return { file, isNew: true };
    } catch (error) {
      if (errorCode(error) === 'EEXIST') return { file, isNew: false };
      throw error;
    }
  }

  /** Writes default_roles.yaml where it is missing, and brings it up to date where nobody has edited it. */
  async ensureDefaults(): Promise<readonly FileProblem[]> {
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
