import * as vscode from 'vscode';
import type { Change } from '../../orchestrator/registry';
import type { FolderStore } from '../folderStore';
import type { Stores } from '../stores';
import { Coalesced } from '../views/coalesced';
import { TroubleReader, type Trouble } from './trouble';

/** What is wrong with files and checks in each store, read again when something about them changes. */
export class Evidence {
  readonly #stores: Stores;
  readonly #log: vscode.LogOutputChannel;
  readonly #trouble = new Map<FolderStore, readonly Trouble[]>();
  readonly #changed = new vscode.EventEmitter<FolderStore>();
  readonly onDidChange = this.#changed.event;

  constructor(stores: Stores, log: vscode.LogOutputChannel) {
    this.#stores = stores;
    this.#log = log;
  }

  /** Everything that is wrong in a store. */
  of(store: FolderStore): readonly Trouble[] {
    return this.#trouble.get(store) ?? [];
  }

  get all(): readonly Trouble[] {
    return this.#stores.all.flatMap((store) => this.of(store));
  }

  start(): vscode.Disposable {
    return vscode.Disposable.from(
      this.#changed,
      this.#stores.followEach((store) => this.#follow(store)),
    );
  }

  #follow(store: FolderStore): vscode.Disposable {
    const reader = new TroubleReader(store);
    const read = new Coalesced(() => this.#read(store, reader));
    read.ask();
    return vscode.Disposable.from(
      read,
      store.onDidChange((changes) => {
        if (changes.some(isAboutEvidence)) read.ask();
      }),
      store.onDidChangeStatus(() => read.ask()),
    );
  }

  async #read(store: FolderStore, reader: TroubleReader): Promise<void> {
    const { state } = store.status;
    // While another process takes the lead, what was known is still true.
    if (state === 'opening') return;
    try {
      const before = this.of(store);
      const isOpen = state === 'ready' && this.#stores.all.includes(store);
      const now = isOpen ? await reader.read() : [];
      if (now.length === before.length && now.every((each, index) => each === before[index])) return;
      if (isOpen) this.#trouble.set(store, now);
      else this.#trouble.delete(store);
      this.#changed.fire(store);
    } catch (error) {
      this.#log.debug(`[${store.folder.name}] could not tell what is wrong with files`, error);
    }
  }
}

/** A task's title, its end and its deletion count too. */
const isAboutEvidence = ({ entity }: Change): boolean =>
  entity === 'evidence' || entity === 'task' || entity === 'policy';
