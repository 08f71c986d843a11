import { CLOCK_MS } from '../../domain/evidence/judge';
import type { SeenDirectory } from '../../domain/evidence/seen';
import { isWithin, type FileOperation } from '../../domain/evidence/workspacePath';
import { contentBefore } from '../../storage/queries/evidence';
import { wasEverThere } from '../../storage/queries/fileOperations';
import type { PrepareContext } from '../context';
import type { Basis } from './basis';
import type { LookAround } from './lookAround';

const SAME = 'is the same as before the task began';
const SAME_IN_GIT = 'is what git has of it since before the task began';
const MOST_IN_FOLDER = 100;

/**
 * How files were before a task began, from all that remembers it (rule G9): the look at the files of its plan, what tasks before
 * it left, and git. Where nobody does, times have to tell.
 */
export class Past {
  readonly #context: PrepareContext;
  readonly #basis: Basis;
  readonly #around: LookAround;
  readonly #since: number;

  constructor(context: PrepareContext, basis: Basis, around: LookAround) {
    this.#context = context;
    this.#basis = basis;
    this.#around = around;
    this.#since = basis.task.startedAt ?? basis.task.createdAt;
  }

  /** Whether a file, or one in a folder of this name, was ever there. */
  async wasThere(path: string): Promise<boolean> {
    const planned = Object.keys(this.#basis.baseline?.files ?? {});
    if (planned.some((file) => isWithin(file, path))) return true;
    if (this.#context.read((connection) => wasEverThere(connection, path))) return true;
    return this.#isKnownToGit(path);
  }

  /** That a content is the one from before, in words that follow `its content`; undefined where nothing shows it. */
  async unchanged(path: string, hash: string, op: FileOperation): Promise<string | undefined> {
    const planned = this.#basis.baseline?.files[path];
    if (planned !== undefined) return planned === hash ? SAME : undefined;
    const { id } = this.#basis.task;
    const left = this.#context.read((connection) => contentBefore(connection, path, id, this.#since));
    if (left !== undefined) return left === hash ? SAME : undefined;
    // Under a new name git has an old content as well.
    if (op !== 'modify') return undefined;
    return (await this.#isInGit(path, hash)) ? SAME_IN_GIT : undefined;
  }

  /** Whether anybody knows how it was: the plan named it and its files were few enough, a task left it, or git has it. */
  async isRemembered(path: string): Promise<boolean> {
    const { baseline, task } = this.#basis;
    if (!baseline || baseline.complete || baseline.files[path] !== undefined) return true;
    if (this.#context.read((connection) => contentBefore(connection, path, task.id, this.#since)) !== undefined)
      return true;
    return this.#isKnownToGit(path);
  }

  /** Of a folder, where all that was touched in it is as it was. */
  async unchangedFolder({ files }: SeenDirectory, op: FileOperation): Promise<string | undefined> {
    if (op === 'rename' || op === 'move') return undefined;
    const touched = files.filter(({ ctimeMs }) => ctimeMs + CLOCK_MS >= this.#since);
    if (touched.length === 0 || touched.length > MOST_IN_FOLDER) return undefined;
    for (const { path, hash } of touched) {
      if ((await this.unchanged(path, hash, 'modify')) === undefined) return undefined;
    }
    return SAME;
  }

  async #isKnownToGit(path: string): Promise<boolean> {
    const git = await this.#around.look.git(path);
    return git?.index.has(git.path) ?? false;
  }

  async #isInGit(path: string, hash: string): Promise<boolean> {
    const git = await this.#around.look.git(path);
    if (!git?.index.hasFile(git.path)) return false;
    const content = this.#around.look.held(hash) ?? (await this.#around.look.read(path, hash));
    return content !== undefined && (await git.index.hadBefore(git.path, content, this.#since - CLOCK_MS));
  }
}
