import * as vscode from 'vscode';
import { setContextKey } from '../../contextKeys';
import { onSettingChange, setting } from '../../settings';
import { isFiltered, type Look, type TaskFilter } from './look';

const KEY = 'tasks.look';
const FOLLOWED = ['tasks.groupBy', 'tasks.showFinished', 'tasks.showDetails'] as const;

/** How the tasks are looked at in this workspace: what was chosen in the view, and the settings for the rest. */
export class LookMemory {
  readonly #memory: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<Look>();
  readonly onDidChange = this.#changed.event;
  #chosen: Partial<Look>;
  #look: Look;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
    this.#chosen = memory.get<Partial<Look>>(KEY) ?? {};
    this.#look = this.#read();
  }

  /** As last read: this is asked for with every row, and VS Code's configuration takes its time. */
  get look(): Look {
    return this.#look;
  }

  #read(): Look {
    return {
      groupBy: this.#chosen.groupBy ?? setting('tasks.groupBy'),
      finished: this.#chosen.finished ?? setting('tasks.showFinished'),
      details: this.#chosen.details ?? setting('tasks.showDetails'),
      filter: this.#chosen.filter ?? {},
    };
  }

  start(): vscode.Disposable {
    this.#tell();
    return vscode.Disposable.from(
      this.#changed,
      onSettingChange(FOLLOWED, () => this.#tell()),
    );
  }

  async choose(chosen: Partial<Look>): Promise<void> {
    this.#chosen = { ...this.#chosen, ...chosen };
    this.#tell();
    await this.#memory.update(KEY, this.#chosen);
  }

  filterBy(filter: TaskFilter): Promise<void> {
    return this.choose({ filter });
  }

  #tell(): void {
    const look = this.#read();
    this.#look = look;
    void setContextKey('narrowed', isFiltered(look) ? 'filter' : look.finished ? 'none' : 'finished');
    void setContextKey('finished', look.finished ? 'shown' : 'hidden');
    void setContextKey('details', look.details ? 'shown' : 'hidden');
    this.#changed.fire(look);
  }
}
