import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { FolderStore } from '../folderStore';

export const linkReason = (): string =>
  vscode.l10n.t('it is reached through a link now, and what it leads to is left alone');

export async function leadsThroughLink(store: FolderStore, path: string): Promise<boolean> {
  const parts = path.split('/');
  for (let depth = 1; depth <= parts.length; depth++) {
    const part = vscode.Uri.joinPath(store.folder.uri, ...parts.slice(0, depth));
    const type = await vscode.workspace.fs.stat(part).then(
      (found) => found.type,
      () => vscode.FileType.Unknown,
    );
    if ((type & vscode.FileType.SymbolicLink) !== 0) return true;
  }
  return false;
}

/** What is wrong, if it cannot be put there. */
export async function toTrash(uri: vscode.Uri): Promise<string | undefined> {
  try {
    await vscode.workspace.fs.delete(uri, { useTrash: true });
    return undefined;
  } catch {
    return vscode.l10n.t('what is there now is no text that can be kept, and there is no trash to put it into');
  }
}

/** An editor may trim, format or re-encode what it saves; what was recorded counts to the byte. Says what is wrong, if it cannot. */
export async function makeSure(
  store: FolderStore,
  uri: vscode.Uri,
  path: string,
  bytes: Buffer,
): Promise<string | undefined> {
  const wanted = hashOf(bytes);
  try {
    if (hashOf(await vscode.workspace.fs.readFile(uri)) === wanted) return undefined;
    if (await leadsThroughLink(store, path)) return linkReason();
    await vscode.workspace.fs.writeFile(uri, bytes);
    if (hashOf(await vscode.workspace.fs.readFile(uri)) === wanted) return undefined;
    return vscode.l10n.t('it was changed again by something else');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
