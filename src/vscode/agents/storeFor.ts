import * as vscode from 'vscode';
import { Problem } from '../../domain/problem';
import type { FolderStore } from '../folderStore';
import type { Stores } from '../stores';

/** The store that a call of an agent is about: the one with the task it names, else that of the file a person looks at. */
export async function storeFor(stores: Stores, input: Readonly<Record<string, unknown>>): Promise<FolderStore> {
  await stores.known;
  const [first, ...others] = stores.all;
  if (!first)
    throw new Problem('not_found', 'No folder is open that tasks could be kept in.', 'Ask the person to open one.');
  if (others.length === 0) return first;
  const id = namedTask(input);
  if (id !== undefined) {
    for (const store of stores.all) if (await store.read('task.get', { id })) return store;
  }
  const file = vscode.window.activeTextEditor?.document.uri;
  const folder = file && vscode.workspace.getWorkspaceFolder(file);
  return stores.all.find((store) => store.folder === folder) ?? first;
}

function namedTask({ task, under, parent, ids }: Readonly<Record<string, unknown>>): string | undefined {
  const named: unknown = task ?? under ?? parent ?? (Array.isArray(ids) ? ids[0] : undefined);
  return typeof named === 'string' && named !== '' && named.length <= 100 ? named : undefined;
}
