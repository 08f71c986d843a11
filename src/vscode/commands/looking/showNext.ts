import * as vscode from 'vscode';
import { inform } from '../../notify';
import { commandId, type CommandKey } from '../../contributions/commands';
import type { FolderStore } from '../../folderStore';
import { countNeeds } from '../../needGroups';
import { taskCount } from '../../words/task';
import { beginLook } from '../begin';
import type { CommandServices } from '../services';
import { leadingTo, openChosen } from './openChosen';

const MOST_LISTED = 50;

/** What can be taken now, the best first. */
export async function showNext(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('What Is Next?');
  const begun = await beginLook(services, argument, title);
  if (!begun) return;
  const { store } = begun;
  const { rows } = await store.read('task.next', { limit: MOST_LISTED });
  if (rows.length > 0)
    return openChosen(
      services,
      title,
      rows.map((task) => leadingTo({ store, task })),
    );
  const { said, action } = await instead(store);
  void inform(said, action.label).then((choice) => {
    if (choice === action.label) void vscode.commands.executeCommand(commandId(action.command));
  });
}

interface Instead {
  readonly said: string;
  readonly action: { readonly label: string; readonly command: CommandKey };
}

/** There is nothing to take: what there is to do, then. */
async function instead(store: FolderStore): Promise<Instead> {
  const [needs, working, any] = await Promise.all([
    store.read('task.attention', {}),
    store.read('task.working', { limit: 1 }),
    store.read('task.search', { limit: 1 }),
  ]);
  const show = { label: vscode.l10n.t('Show'), command: 'showWork' } as const;
  const make = { label: vscode.l10n.t('New Task…'), command: 'newTask' } as const;
  const waiting = countNeeds(needs);
  if (waiting > 0) {
    return {
      said: vscode.l10n.t('Nothing can be taken now. Look at what needs you: {0}.', taskCount(waiting)),
      action: show,
    };
  }
  if (working.total > 0) {
    return {
      said: vscode.l10n.t('Nothing more can be taken now. Claimed: {0}.', taskCount(working.total)),
      action: show,
    };
  }
  return any.rows.length === 0
    ? { said: vscode.l10n.t('There are no tasks yet.'), action: make }
    : { said: vscode.l10n.t('Nothing is left to take.'), action: make };
}
