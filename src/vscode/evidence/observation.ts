import * as vscode from 'vscode';
import { Problem } from '../../domain/problem';
import type { FolderStore } from '../folderStore';
import type { Stores } from '../stores';
import { ChangeSet, type FileEvent } from './changeSet';
import { FolderPaths } from './folderPaths';
import { FreshFolders } from './freshFolders';
import { isNoise } from './noise';

/** What belongs together comes within this time: a save that writes a file and its map, the two ends of a move. */
const COALESCE_MS = 50;
const MOST_AT_ONCE = 1_000;
/** How long to wait before telling again what could not be told; twice as long each time. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/**
 * Tells each store what changes in its folder, on disk and by people in this window (rule F7). It is a hint to look: what is
 * there, the engine reads for itself. Nothing is told where there is no store, nor in Restricted Mode.
 */
export class Observation {
  readonly #stores: Stores;
  readonly #log: vscode.LogOutputChannel;

  constructor(stores: Stores, log: vscode.LogOutputChannel) {
    this.#stores = stores;
    this.#log = log;
  }

  start(): vscode.Disposable {
    return this.#stores.followEach((store) => vscode.Disposable.from(new ObservedFolder(store, this.#log)));
  }
}

class ObservedFolder {
  readonly #store: FolderStore;
  readonly #log: vscode.LogOutputChannel;
  readonly #paths: FolderPaths;
  readonly #changes = new ChangeSet();
  #fresh: FreshFolders | undefined;
  readonly #status: vscode.Disposable;
  readonly #trust: vscode.Disposable;
  #watching: vscode.Disposable | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isTelling = false;
  #wait = COALESCE_MS;

  constructor(store: FolderStore, log: vscode.LogOutputChannel) {
    this.#store = store;
    this.#log = log;
    this.#paths = new FolderPaths(store.folder.uri);
    this.#status = store.onDidChangeStatus(() => this.#update());
    this.#trust = vscode.workspace.onDidGrantWorkspaceTrust(() => this.#update());
    this.#update();
  }

  dispose(): void {
    this.#status.dispose();
    this.#trust.dispose();
    this.#stop();
  }

  /** A store that is opened anew for a moment is still followed; what is told then waits for it. */
  #update(): void {
    const { state } = this.#store.status;
    if (!vscode.workspace.isTrusted || state === 'absent' || state === 'closed' || state === 'problem') this.#stop();
    // What changed before, with VS Code closed or still starting, whoever leads finds by itself.
    else if (state === 'ready') this.#watching ??= this.#watch();
  }

  #stop(): void {
    this.#watching?.dispose();
    this.#watching = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#wait = COALESCE_MS;
    this.#changes.clear();
  }

  #watch(): vscode.Disposable {
    // VS Code leaves out what `files.watcherExclude` says before it tells anybody.
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(this.#store.folder, '**'));
    const tell = (path: string, how: FileEvent): void => {
      this.#changes[how](path);
      this.#ask();
    };
    // Elsewhere the system itself watches all that lies below a folder.
    const fresh = process.platform === 'linux' ? new FreshFolders(this.#store.folder.uri.fsPath, tell) : undefined;
    this.#fresh = fresh;
    const note = (uri: vscode.Uri, how: FileEvent): void => {
      const path = this.#paths.of(uri);
      if (path === undefined || isNoise(path)) return;
      tell(path, how);
      if (how === 'created') fresh?.came(path);
      else if (how === 'deleted') fresh?.left(path);
    };
    const created = (uri: vscode.Uri): void => note(uri, 'created');
    const changed = (uri: vscode.Uri): void => note(uri, 'changed');
    const deleted = (uri: vscode.Uri): void => note(uri, 'deleted');
    const { workspace } = vscode;
    return vscode.Disposable.from(
      watcher,
      { dispose: () => fresh?.dispose() },
      watcher.onDidCreate(created),
      watcher.onDidChange(changed),
      watcher.onDidDelete(deleted),
      // Of folders that VS Code does not watch, people's own acts are told all the same.
      workspace.onDidCreateFiles(({ files }) => files.forEach(created)),
      workspace.onDidDeleteFiles(({ files }) => files.forEach(deleted)),
      workspace.onDidRenameFiles(({ files }) => files.forEach(({ oldUri, newUri }) => this.#renamed(oldUri, newUri))),
      workspace.onDidSaveTextDocument(({ uri }) => changed(uri)),
      workspace.onDidSaveNotebookDocument(({ uri }) => changed(uri)),
    );
  }

  /** Into the folder, out of it, or within. */
  #renamed(oldUri: vscode.Uri, newUri: vscode.Uri): void {
    const from = this.#paths.of(oldUri);
    const to = this.#paths.of(newUri);
    const isGone = from !== undefined && !isNoise(from);
    const isHere = to !== undefined && !isNoise(to);
    if (isGone && isHere) {
      this.#changes.renamed(from, to);
      this.#fresh?.moved(from, to);
    } else if (isGone) this.#changes.deleted(from);
    else if (isHere) this.#changes.created(to);
    this.#ask();
  }

  #ask(): void {
    if (this.#isTelling || this.#changes.size === 0) return;
    this.#timer ??= setTimeout(() => void this.#tell(), this.#wait);
  }

  /** One batch after the other: while the engine looks at one, the next gathers, and the window has time for people. */
  async #tell(): Promise<void> {
    this.#timer = undefined;
    this.#isTelling = true;
    try {
      while (this.#changes.size > 0 && this.#watching) await this.#tellSome(this.#watching);
    } catch (error) {
      this.#log.debug(`[${this.#store.folder.name}] changes of files could not be told yet`, error);
    } finally {
      this.#isTelling = false;
      this.#ask();
    }
  }

  /** What cannot be told is kept and told later: nobody else tells of a new file, or of a loss. */
  async #tellSome(watching: vscode.Disposable): Promise<void> {
    const some = this.#changes.take(MOST_AT_ONCE);
    try {
      await this.#store.tellChanges(some);
      this.#wait = COALESCE_MS;
    } catch (error) {
      // A store that went away and came back was looked through by whoever leads it; what is refused as it is stays refused.
      if (this.#watching === watching && Problem.from(error).code !== 'invalid_input') {
        this.#changes.putBack(some);
        this.#wait = Math.min(Math.max(this.#wait * 2, FIRST_WAIT_MS), LONGEST_WAIT_MS);
      }
      throw error;
    }
  }
}
