import * as vscode from 'vscode';
import { Problem } from '../../domain/problem';
import { noteAsked } from '../ask/again';
import { askOnce, type Choice } from '../ask/pick';
import type { FolderStore } from '../folderStore';
import { ProblemWithWays } from '../report';
import type { Stores } from '../stores';

/** The store a command is about: the only one that fits, or the one a person picks. `undefined` means they let it be. */
export async function chooseStore(
  stores: Stores,
  title: string,
  fits: (store: FolderStore) => boolean = () => true,
): Promise<FolderStore | undefined> {
  const candidates = await fitting(stores, fits);
  if (candidates.length === 1) return candidates[0];
  return (await askFolder(title, candidates.map(asChoice)))?.[0];
}

/** Stores that a command is about which can be done in all of them; a person picks one or all where there are several. */
export async function chooseStores(
  stores: Stores,
  title: string,
  fits: (store: FolderStore) => boolean,
): Promise<readonly FolderStore[] | undefined> {
  const candidates = await fitting(stores, fits);
  if (candidates.length === 1) return candidates;
  const all = { label: vscode.l10n.t('All Folders'), value: candidates };
  return askFolder(title, [all, ...candidates.map(asChoice)]);
}

async function fitting(stores: Stores, fits: (store: FolderStore) => boolean): Promise<readonly FolderStore[]> {
  await stores.known;
  const candidates = stores.all.filter(fits);
  if (candidates.length === 0) throw nowhere(stores);
  return candidates;
}

const asChoice = (store: FolderStore): Choice<readonly FolderStore[]> => ({
  label: store.folder.name,
  description: store.folder.uri.fsPath,
  value: [store],
});

async function askFolder(title: string, choices: readonly Choice<readonly FolderStore[]>[]) {
  const picked = await askOnce(title, vscode.l10n.t('Choose a folder'), choices);
  noteAsked();
  return picked;
}

function nowhere(stores: Stores): Problem {
  if (stores.all.length > 0) {
    return new Problem(
      'not_found',
      vscode.l10n.t('There is no store here that this applies to.'),
      vscode.l10n.t('Look at the Tasks view for the state of each store.'),
    );
  }
  return new ProblemWithWays(
    vscode.l10n.t('There is no folder open that tasks could be kept in.'),
    vscode.l10n.t('Open a folder on this computer, in a container or on a remote machine.'),
    [{ label: vscode.l10n.t('Open Folder'), command: 'vscode.openFolder' }],
  );
}
