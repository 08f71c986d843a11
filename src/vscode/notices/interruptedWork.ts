import * as vscode from 'vscode';
import { inform } from '../notify';
import type { Attention } from '../attention';
import { commandId } from '../contributions/commands';
import { viewId } from '../contributions/views';
import type { FolderStore } from '../folderStore';
import { setting, turnOff } from '../settings';

/** Claims that ran out while nobody looked are found within this time of the opening; what stops later is no surprise. */
const START_MS = 15_000;

/** Says once, quietly, that work was found interrupted when the folder was opened. Nothing is resumed by itself. */
export class InterruptedWork {
  readonly #attention: Attention;
  readonly #firstSeen = new Map<FolderStore, number>();
  readonly #told = new Set<FolderStore>();

  constructor(attention: Attention) {
    this.#attention = attention;
  }

  start(): vscode.Disposable {
    return this.#attention.onDidChange((store) => this.#look(store));
  }

  #look(store: FolderStore): void {
    const needs = this.#attention.of(store)?.needs;
    if (!needs || this.#told.has(store)) return;
    const since = this.#firstSeen.get(store) ?? Date.now();
    this.#firstSeen.set(store, since);
    if (Date.now() - since > START_MS || needs.interrupted.length === 0) return;
    this.#told.add(store);
    if (!setting('notifications.interruptedWork', store.folder.uri)) return;
    void this.#tell(store, needs.interrupted);
  }

  async #tell(store: FolderStore, interrupted: readonly { id: string; title: string }[]): Promise<void> {
    const [only] = interrupted;
    const said =
      interrupted.length === 1
        ? vscode.l10n.t('“{0}” was interrupted.', only?.title ?? '')
        : vscode.l10n.t('{0} tasks were interrupted.', interrupted.length);
    const resume = vscode.l10n.t('Resume…');
    const show = vscode.l10n.t('Show');
    const never = vscode.l10n.t("Don't Show Again");
    const choice = await inform(said, resume, show, never);
    if (choice === never) await turnOff('notifications.interruptedWork');
    if (choice === show) await vscode.commands.executeCommand(`${viewId('needsYou')}.focus`);
    if (choice !== resume) return;
    const folder = store.folder.uri.toString();
    const task = interrupted.length === 1 ? only?.id : undefined;
    await vscode.commands.executeCommand(commandId('resumeTask'), { folder, task });
  }
}
