import type * as vscode from 'vscode';
import type { TaskRow } from '../../../orchestrator/registry';
import { Coalesced } from '../coalesced';

const KEY = 'tasks.open';
/** Of those that were opened or closed last. */
const MOST_KEPT = 500;
/** A tree with more steps than this is opened by whoever wants to see them. */
const MOST_AT_ONCE = 50;

/** Which rows are open: what a person opened or closed stays so, also after a restart; live work is open at first. */
export class OpenRows {
  readonly #memory: vscode.Memento;
  readonly #chosen: Map<string, boolean>;
  /** A row does not open or close by itself while somebody looks. */
  readonly #atFirst = new Map<string, boolean>();
  readonly #save: Coalesced;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
    this.#chosen = new Map(memory.get<[string, boolean][]>(KEY) ?? []);
    this.#save = new Coalesced(() => this.#memory.update(KEY, [...this.#chosen].slice(-MOST_KEPT)));
  }

  isOpen(id: string, task: TaskRow): boolean {
    const known = this.#chosen.get(id) ?? this.#atFirst.get(id);
    if (known !== undefined) return known;
    const isLive = task.status !== 'pending' && task.status !== 'completed' && task.status !== 'cancelled';
    const isOpen = task.depth === 0 && isLive && task.children <= MOST_AT_ONCE;
    this.#atFirst.set(id, isOpen);
    return isOpen;
  }

  isGroupOpen(id: string, atFirst: boolean): boolean {
    return this.#chosen.get(id) ?? atFirst;
  }

  note(id: string, isOpen: boolean): void {
    this.#chosen.delete(id);
    this.#chosen.set(id, isOpen);
    this.#save.ask();
  }
}
