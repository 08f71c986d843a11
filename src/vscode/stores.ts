import * as vscode from 'vscode';
import type { ProblemCode } from '../domain/problem';
import { setContextKey } from './contextKeys';
import type { ContextValue } from './contributions/contextKeys';
import { FolderStore, type EngineFiles, type StoreServices } from './folderStore';

/** Problems that have a welcome text of their own. */
const welcomeFor: Partial<Record<ProblemCode, ContextValue<'problem'>>> = {
  store_damaged: 'damaged',
  store_foreign: 'damaged',
  store_missing: 'missing',
  store_removed: 'removed',
  store_newer: 'newer',
  store_elsewhere: 'elsewhere',
  program_mismatch: 'mismatch',
  store_io: 'unwritable',
  store_full: 'unwritable',
  store_blocked: 'blocked',
};

/** One store a workspace folder; folders come and go while the window is open. */
export class Stores {
  readonly #files: EngineFiles;
  readonly #hostKey: Promise<string | undefined>;
  readonly #log: vscode.LogOutputChannel;
  #known = Promise.resolve();
  /** There once the key is; until then no store is opened. */
  #services: StoreServices | undefined;
  readonly #stores = new Map<string, FolderStore>();
  readonly #added = new vscode.EventEmitter<FolderStore>();
  readonly #changed = new vscode.EventEmitter<void>();
  /** The set of stores, or the state of one of them, changed. */
  readonly onDidChange = this.#changed.event;

  constructor(files: EngineFiles, hostKey: Promise<string | undefined>, log: vscode.LogOutputChannel) {
    this.#files = files;
    this.#hostKey = hostKey;
    this.#log = log;
  }

  get all(): readonly FolderStore[] {
    return [...this.#stores.values()];
  }

  /** Resolves once each folder has its store, whatever state that is in; commands that come early wait for it. */
  get known(): Promise<void> {
    return this.#known;
  }

  /** Follows each store that there is and each that joins, until what this returns is disposed of. */
  followEach(follow: (store: FolderStore) => vscode.Disposable): vscode.Disposable {
    const following = this.all.map(follow);
    const joining = this.#added.event((store) => following.push(follow(store)));
    return new vscode.Disposable(() => {
      for (const each of [joining, ...following]) each.dispose();
    });
  }

  start(): vscode.Disposable {
    this.#known = this.#hostKey.then((hostKey) => {
      this.#services = { files: this.#files, hostKey, log: this.#log };
      this.#follow({ added: vscode.workspace.workspaceFolders ?? [], removed: [] });
    });
    return vscode.workspace.onDidChangeWorkspaceFolders((event) => this.#follow(event));
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map((store) => store.close()));
  }

  #follow({ added, removed }: vscode.WorkspaceFoldersChangeEvent): void {
    if (!this.#services) return;
    for (const folder of removed) this.#remove(folder);
    for (const folder of added) this.#add(folder, this.#services);
    this.#update();
  }

  #add(folder: vscode.WorkspaceFolder, services: StoreServices): void {
    const key = folder.uri.toString();
    // The store is a file on disk next to its engine; a folder of any other scheme has none.
    if (folder.uri.scheme !== 'file' || this.#stores.has(key)) return;
    const store = new FolderStore(folder, services);
    this.#stores.set(key, store);
    store.onDidChangeStatus(() => this.#update());
    this.#added.fire(store);
  }

  #remove(folder: vscode.WorkspaceFolder): void {
    const key = folder.uri.toString();
    const store = this.#stores.get(key);
    this.#stores.delete(key);
    store?.close().catch((error: unknown) => this.#log.error(`The store of ${folder.name} did not close`, error));
  }

  #update(): void {
    const store = this.#overall();
    void setContextKey('store', store);
    void setContextKey('problem', this.#problem());
    void setContextKey('restorable', this.#isRestorable() ? 'backup' : 'none');
    this.#changed.fire();
  }

  #problem(): ContextValue<'problem'> {
    const [first] = this.all.flatMap(({ status }) => (status.state === 'problem' ? [status.problem.code] : []));
    return first ? (welcomeFor[first] ?? 'other') : 'none';
  }

  #isRestorable(): boolean {
    return this.all.some(({ status }) => status.state === 'problem' && status.backups.length > 0);
  }

  /** What an empty view talks about: a store that is open wins, then one that needs help. */
  #overall(): ContextValue<'store'> {
    const states = new Set(this.all.map(({ status }) => status.state));
    if (states.has('ready')) return 'ready';
    if (states.has('problem')) return 'problem';
    return states.has('opening') ? 'opening' : 'absent';
  }
}
