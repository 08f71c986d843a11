import * as vscode from 'vscode';
import type { QueryOutput } from '../orchestrator/registry';
import type { FolderStore } from './folderStore';
import type { Stores } from './stores';
import { Coalesced } from './views/coalesced';
import type { Needs } from './needGroups';

/** What a person wants to know of a store at a glance. */
export interface Glance {
  readonly needs: Needs;
  readonly working: QueryOutput<'task.working'>;
}

/** What needs a person and who is at work, of each store, read again after each change; views and notices follow it. */
export class Attention {
  readonly #stores: Stores;
  readonly #log: vscode.LogOutputChannel;
  readonly #glances = new Map<FolderStore, Glance>();
  readonly #changed = new vscode.EventEmitter<FolderStore>();
  readonly onDidChange = this.#changed.event;

  constructor(stores: Stores, log: vscode.LogOutputChannel) {
    this.#stores = stores;
    this.#log = log;
  }

  of(store: FolderStore): Glance | undefined {
    return this.#stores.all.includes(store) ? this.#glances.get(store) : undefined;
  }

  start(): vscode.Disposable {
    return vscode.Disposable.from(
      this.#changed,
      this.#stores.followEach((store) => this.#follow(store)),
    );
  }

  #follow(store: FolderStore): vscode.Disposable {
    const read = new Coalesced(() => this.#read(store));
    read.ask();
    return vscode.Disposable.from(
      read,
      store.onDidChange(() => read.ask()),
      store.onDidChangeStatus(() => read.ask()),
    );
  }

  async #read(store: FolderStore): Promise<void> {
    try {
      if (store.status.state === 'ready') {
        const [needs, working] = await Promise.all([store.read('task.attention', {}), store.read('task.working', {})]);
        this.#glances.set(store, { needs, working });
      } else this.#glances.delete(store);
      this.#changed.fire(store);
    } catch (error) {
      this.#log.debug(`[${store.folder.name}] could not tell what needs a person`, error);
    }
  }
}
