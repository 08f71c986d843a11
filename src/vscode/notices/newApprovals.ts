import * as vscode from 'vscode';
import { inform } from '../notify';
import type { Attention } from '../attention';
import { seal } from '../commands/sealed';
import { commandId } from '../contributions/commands';
import type { FolderStore } from '../folderStore';
import { setting, turnOff } from '../settings';
import type { TaskLeaf } from '../views/taskNodes';

/** Says, to those who want to hear it, that a plan or a result has begun to wait for them. */
export class NewApprovals {
  readonly #attention: Attention;
  /** What was waiting already; a task that comes back with another version is new. */
  readonly #known = new Map<FolderStore, ReadonlySet<string>>();

  constructor(attention: Attention) {
    this.#attention = attention;
  }

  start(): vscode.Disposable {
    return this.#attention.onDidChange((store) => this.#look(store));
  }

  #look(store: FolderStore): void {
    const approvals = this.#attention.of(store)?.needs.approvals ?? [];
    const known = this.#known.get(store);
    this.#known.set(store, new Set(approvals.map(key)));
    if (!known || !setting('notifications.approvals', store.folder.uri)) return;
    for (const task of approvals.filter((each) => !known.has(key(each))))
      void this.#tell({ kind: 'task', store, task });
  }

  async #tell(leaf: TaskLeaf): Promise<void> {
    const { title, state } = leaf.task;
    const said =
      state === 'plan_awaiting_approval'
        ? vscode.l10n.t('The plan of “{0}” waits for you.', title)
        : vscode.l10n.t('The result of “{0}” waits for you.', title);
    const review = vscode.l10n.t('Review…');
    const never = vscode.l10n.t("Don't Show Again");
    const choice = await inform(said, review, never);
    if (choice === never) await turnOff('notifications.approvals');
    if (choice === review) await vscode.commands.executeCommand(commandId('approveTask'), seal(leaf));
  }
}

const key = ({ id, stateAt }: { id: string; stateAt: number }): string => `${id}@${stateAt}`;
