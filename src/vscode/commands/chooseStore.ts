import * as vscode from 'vscode';
import { Problem } from '../../domain/problem';
import type { FolderStore } from '../folderStore';
import type { Stores } from '../stores';

/** The store a command is about: the only one that fits, or the one a person picks. `undefined` means they let it be. */
export async function chooseStore(
  stores: Stores,
  title: string,
  fits: (store: FolderStore) => boolean = () => true,
): Promise<FolderStore | undefined> {
  await stores.known;
  const candidates = stores.all.filter(fits);
  const [only] = candidates;
  if (!only) throw nowhere(stores);
  if (candidates.length === 1) return only;
  const picked = await vscode.window.showQuickPick(
    candidates.map((store) => ({ label: store.folder.name, description: store.folder.uri.fsPath, store })),
    { title, placeHolder: vscode.l10n.t('Choose a folder') },
  );
  return picked?.store;
}

function nowhere(stores: Stores): Problem {
  if (stores.all.length > 0) {
    return new Problem(
      'not_found',
      vscode.l10n.t('There is no store here that this applies to.'),
      vscode.l10n.t('Look at the Tasks view for the state of each store.'),
    );
  }
  return new Problem(
    'not_found',
    vscode.l10n.t('There is no folder open that tasks could be kept in.'),
    vscode.l10n.t('Open a folder on this computer, in a container or on a remote machine.'),
  );
}
