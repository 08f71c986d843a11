import * as vscode from 'vscode';
import type { QueryOutput } from '../orchestrator/registry';
import type { FolderStore } from './folderStore';
import type { Stores } from './stores';
import { Coalesced } from './views/coalesced';

export type Needs = QueryOutput<'task.attention'>;

/** What needs a person, of each store, read again after each change; views and notices follow it. */
export class Attention {
  readonly #stores: Stores;
  readonly #log: vscode.LogOutputChannel;
  readonly #needs = new Map<FolderStore, Needs>();
  readonly #changed = new vscode.EventEmitter<FolderStore>();
  readonly onDidChange = this.#changed.event;

  constructor(stores: Stores, log: vscode.LogOutputChannel) {
    this.#stores = stores;
    this.#log = log;
  }

  of(store: FolderStore): Needs | undefined {
    return this.#stores.all.includes(store) ? this.#needs.get(store) : undefined;
  }

  start(): vscode.Disposable {
    return vscode.Disposable.from(
      this.#changed,
      this.#stores.followEach((store) => this.#follow(store)),
    );
  }

  #follow(store: FolderStore): vscode.Disposable {
    const read = new Coalesced(() => void this.#read(store));
    read.ask();
    return vscode.Disposable.from(
      read,
      store.onDidChange(() => read.ask()),
      store.onDidChangeStatus(() => read.ask()),
    );
  }

  async #read(store: FolderStore): Promise<void> {
    try {
      if (store.status.state === 'ready') this.#needs.set(store, await store.read('task.attention', {}));
      else this.#needs.delete(store);
      this.#changed.fire(store);
    } catch (error) {
      this.#log.debug(`[${store.folder.name}] could not tell what needs a person`, error);
    }
  }
}
