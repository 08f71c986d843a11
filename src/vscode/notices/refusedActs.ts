import * as vscode from 'vscode';
import { warn } from '../notify';
import type { Change, QueryOutput } from '../../orchestrator/registry';
import { commandId } from '../contributions/commands';
import type { FolderStore } from '../folderStore';
import { setting, turnOff } from '../settings';
import type { Stores } from '../stores';
import { actorName } from '../words/actors';
import { operationWords } from '../words/operations';

/** An agent that tries again and again is told of once in this time; the history has every attempt. */
const QUIET_MS = 5 * 60_000;

/** Says that a program asked for something that only people do, and was refused. */
export class RefusedActs {
  readonly #stores: Stores;
  readonly #log: vscode.LogOutputChannel;
  #lastTold = -Infinity;

  constructor(stores: Stores, log: vscode.LogOutputChannel) {
    this.#stores = stores;
    this.#log = log;
  }

  start(): vscode.Disposable {
    return this.#stores.followEach((store) => this.#follow(store));
  }

  #follow(store: FolderStore): vscode.Disposable {
    return store.onDidChange((changes) => {
      const refusal = changes.find(({ entity }) => entity === 'refusal');
      if (!refusal || Date.now() - this.#lastTold < QUIET_MS) return;
      this.#lastTold = Date.now();
      if (!setting('notifications.refusedActs', store.folder.uri)) return;
      this.#tell(store, refusal).catch((error: unknown) => this.#log.debug('A refusal could not be told', error));
    });
  }

  async #tell(store: FolderStore, { id }: Change): Promise<void> {
    // Of what is about no single task, only the name of the operation is known.
    const task = (await store.read('task.get', { id })) ?? undefined;
    const {
      rows,
    }: Pick<QueryOutput<'task.events'>, 'rows'> = task
      ? await store.read('task.events', { task: id, limit: 5 })
      : { rows: [] };
    const event = rows.find(({ kind }) => kind === 'refused');
    const who = event ? actorName(event.actor) : vscode.l10n.t('A program');
    const operation = operationWords(event?.subject ?? id);
    const said = task
      ? vscode.l10n.t('{0} asked to {1}: “{2}”. Only people do that; it was refused.', who, operation, task.title)
      : vscode.l10n.t('{0} asked to {1}. Only people do that; it was refused.', who, operation);
    const showHistory = vscode.l10n.t('Show History');
    const never = vscode.l10n.t("Don't Show Again");
    const choice = await warn(said, ...(task ? [showHistory] : []), never);
    if (choice === never) await turnOff('notifications.refusedActs');
    if (choice !== showHistory) return;
    await vscode.commands.executeCommand(commandId('showHistory'), { folder: store.folder.uri.toString(), task: id });
  }
}
