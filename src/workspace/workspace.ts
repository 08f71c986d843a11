import { join } from 'node:path';
import { STORE_FOLDER } from '../domain/storeFolder';
import { runApart, type CheckRun } from './checks/checkRun';
import { CheckTimes } from './checks/checkTimes';
import type { CheckLimits } from './checks/runCheck';
import { Disk } from './disk/disk';
import { Slots } from './disk/slots';
import { KeptContent } from './kept/keptContent';
import { ToldChanges } from './toldChanges';

/** What a window of VS Code says of itself. */
export interface WindowState {
  /** Whether the person who sits there trusts the folder. */
  readonly trusted: boolean;
  /** Paths of files with changes in an editor that are not saved. */
  readonly unsaved: readonly string[];
}

const CHECKS_AT_ONCE = 2;

/** A workspace folder as commands see it while they are prepared: its files, kept content, checks, and editors. */
export class Workspace {
  readonly folder: string;
  readonly disk: Disk;
  readonly kept: KeptContent;
  readonly checkTimes = new CheckTimes();
  readonly told = new ToldChanges();
  readonly #isWindow: boolean;
  readonly #windows = new Map<object, WindowState>();
  readonly #slots = new Slots(CHECKS_AT_ONCE);
  #own: WindowState | undefined;
  #noLongerUnsaved: (paths: readonly string[]) => void = () => undefined;

  constructor(folder: string, isWindow: boolean) {
    this.folder = folder;
    this.#isWindow = isWindow;
    this.disk = new Disk(folder);
    this.kept = new KeptContent(join(folder, STORE_FOLDER, 'objects'));
  }

  /** What this process's own window says. */
  get own(): WindowState | undefined {
    return this.#own;
  }

  ownWindowSays(state: WindowState): void {
    this.#telling(() => (this.#own = state));
  }

  windowSays(window: object, state: WindowState): void {
    this.#telling(() => this.#windows.set(window, state));
  }

  windowIsGone(window: object): void {
    this.#telling(() => this.#windows.delete(window));
  }

  /** Whoever leads hears of files whose changes in an editor were saved or reverted, or are gone with their window. */
  whenNoLongerUnsaved(tell: (paths: readonly string[]) => void): void {
    this.#noLongerUnsaved = tell;
  }

  #telling(change: () => unknown): void {
    const before = this.unsaved();
    change();
    const after = this.unsaved();
    const gone = [...before].filter((path) => !after.has(path));
    if (gone.length > 0) this.#noLongerUnsaved(gone);
  }

  /** Why checks are not run here and now; undefined where they are. */
  get whyNoChecks(): string | undefined {
    if (!this.#isWindow) return 'checks are run by a window of VS Code, and none is open on this folder';
    if (this.#own?.trusted !== true) return 'checks are not run in a folder that is not trusted';
    return undefined;
  }

  unsaved(): ReadonlySet<string> {
    const all = [...this.#windows.values(), ...(this.#own ? [this.#own] : [])];
    return new Set(all.flatMap(({ unsaved }) => unsaved));
  }

  runCheck(
    command: string,
    { began, ...limits }: Omit<CheckLimits, 'folder'> & { readonly task: string; readonly began: () => void },
  ): Promise<CheckRun> {
    const run = (): Promise<CheckRun> => {
      began();
      return runApart(command, { folder: this.folder, times: this.checkTimes, ...limits });
    };
    return this.#slots.use(run, limits.signal);
  }
}
