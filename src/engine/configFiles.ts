import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { EffectiveRole } from '../domain/role/role';
import type { FileProblem } from '../domain/source/fileProblem';
import type { CommandInput } from '../orchestrator/registry';
import type { StoreLayout } from '../storage/layout';
import { listRoles } from '../storage/queries/roles';
import { ConfigFolder, type ConfigPlace } from '../workspace/files/configFolder';
import type { Following } from '../workspace/files/followFolder';
import type { CommandQueue } from './commandQueue';
import { ownRequest } from './ownRequest';
import type { Reply } from './protocol';
import type { StoreKeeper } from './storeKeeper';
import { writtenFiles } from './writtenFiles';

/** Reading YAML keeps this thread busy for some milliseconds; whoever waited for the store is answered before. */
const AFTER_FIRST_ANSWERS_MS = 200;

/** So that the message stays small, whatever lies in the folders. */
const MOST_PROBLEMS = 1_000;

export interface ConfigFilesDeps {
  readonly place: ConfigPlace;
  readonly layout: StoreLayout;
  readonly keeper: StoreKeeper;
  readonly queue: CommandQueue;
  readonly tell: (problems: readonly FileProblem[]) => void;
  readonly warn: (text: string) => void;
}

/** The roles and templates beside the leader's store: keeps the roles in it, and tells what is wrong with the files. */
export class ConfigFiles {
  readonly #deps: ConfigFilesDeps;
  readonly #following: Following[] = [];
  #start: NodeJS.Timeout | undefined;
  #stopped = false;
  #found: readonly EffectiveRole[] | undefined;
  #syncs = 0;
  #problems: Readonly<Record<'writing' | 'roles' | 'templates', readonly FileProblem[]>> = {
    writing: [],
    roles: [],
    templates: [],
  };

  constructor(deps: ConfigFilesDeps) {
    this.#deps = deps;
  }

  get problems(): readonly FileProblem[] {
    const { writing, roles, templates } = this.#problems;
    return [...writing, ...roles, ...templates].slice(0, MOST_PROBLEMS);
  }

  /** A new store remembers no roles, and the plan that creates it may name one from the files (rule R14). */
  async beforeOpening(): Promise<void> {
    const { place, layout } = this.#deps;
    if (existsSync(layout.database) || !existsSync(new ConfigFolder(place).roles)) return;
    const { RoleFolder } = writtenFiles();
    this.#found = (await new RoleFolder(place).load()).roles;
  }

  /** Also after each time that the store was opened again: it may be another one. */
  storeIsOpen(): void {
    if (this.#found) this.#keep(this.#found);
    this.#start ??= setTimeout(() => void this.#follow(), AFTER_FIRST_ANSWERS_MS).unref();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#start);
    for (const following of this.#following) following.stop();
  }

  async #follow(): Promise<void> {
    const { place, layout } = this.#deps;
    const { RoleFolder, TemplateFolder } = writtenFiles();
    const roleFolder = new RoleFolder(place);
    // Somebody who removes the folder does not want half of it back.
    const writing = existsSync(layout.database) ? await roleFolder.ensureDefaults() : [];
    if (this.#isStopped()) return;
    this.#problems = { ...this.#problems, writing };
    this.#following.push(
      roleFolder.follow(({ roles, problems }) => {
        this.#found = roles;
        this.#keep(roles);
        this.#tell({ roles: problems });
      }),
      new TemplateFolder(place).follow(({ problems }) => this.#tell({ templates: problems })),
    );
  }

  #isStopped(): boolean {
    return this.#stopped;
  }

  #tell(news: Partial<Record<'roles' | 'templates', readonly FileProblem[]>>): void {
    this.#problems = { ...this.#problems, ...news };
    this.#deps.tell(this.problems);
  }

  /** Ahead of what waits, so that a plan finds the roles that are in the files. */
  #keep(found: readonly EffectiveRole[]): void {
    const roles = found.map(asKept);
    // While one is on its way, what the store says is about to change.
    if (this.#syncs === 0 && this.#areKept(roles)) return;
    this.#syncs++;
    this.#deps.queue.addFirst(ownRequest('roles.sync', { roles }), 'engine', { reply: (reply) => this.#kept(reply) });
  }

  #kept(reply: Reply): void {
    this.#syncs--;
    if (!reply.ok) this.#deps.warn(`The roles could not be kept: ${reply.problem.message}`);
  }

  #areKept(roles: readonly KeptRole[]): boolean {
    try {
      const kept = this.#deps.keeper.usable().read((connection) => listRoles(connection));
      const known = new Map(kept.map(({ name, layer, hash }) => [name, `${layer} ${hash}`]));
      return (
        known.size === roles.length && roles.every(({ name, layer, hash }) => known.get(name) === `${layer} ${hash}`)
      );
    } catch {
      // The store has a problem, which whoever uses it is told; it is asked again once it is open.
      return true;
    }
  }
}

type KeptRole = CommandInput<'roles.sync'>['roles'][number];

function asKept({ name, layer, definition }: EffectiveRole): KeptRole {
  const text = JSON.stringify(definition);
  const hash = createHash('sha256').update(text).digest('hex');
  return { name, layer, definition: JSON.parse(text) as KeptRole['definition'], hash };
}
