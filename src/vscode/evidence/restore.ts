import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import { Problem } from '../../domain/problem';
import type { FolderStore } from '../folderStore';
import type { RestoreStep } from './compare';

/** What could not be put back, with why. */
export type NotRestored = readonly { readonly path: string; readonly reason: string }[];

const MOST_AT_ONCE = 1_000;

/** In portions that the engine takes at once. */
export function portions<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / MOST_AT_ONCE) }, (_, index) =>
    all.slice(index * MOST_AT_ONCE, (index + 1) * MOST_AT_ONCE),
  );
}

/**
 * Those steps of which everything still is as it was shown: somebody may have gone on with a file while a person was reading,
 * and nobody was asked about that.
 */
export async function stillAsShown(
  store: FolderStore,
  wanted: { readonly task: string; readonly checkpoint?: number },
  steps: readonly RestoreStep[],
): Promise<{ readonly same: RestoreStep[]; readonly changed: NotRestored }> {
  const now = new Map<string, RestoreStep>();
  for (const portion of portions(steps)) {
    const looked = await store.read('restore.preview', { ...wanted, paths: portion.map(({ path }) => path) });
    for (const step of looked.steps) now.set(step.path, step);
  }
  const isSame = (step: RestoreStep): boolean => {
    const found = now.get(step.path);
    return found?.action === step.action && found.hash === step.hash && found.nowHash === step.nowHash;
  };
  const reason = vscode.l10n.t('it has changed since it was shown');
  return {
    same: steps.filter(isSame),
    changed: steps.filter((step) => !isSame(step)).map(({ path }) => ({ path, reason })),
  };
}

/**
 * Puts files back as they were recorded. Those that are open are changed in their editors, so that *Undo* brings back what was
 * there, saved or not; the others in one step that can be undone as well.
 */
export async function restoreSteps(store: FolderStore, steps: readonly RestoreStep[]): Promise<NotRestored> {
  const failed: { path: string; reason: string }[] = [];
  const edit = new vscode.WorkspaceEdit();
  const written: { uri: vscode.Uri; path: string; bytes: Buffer }[] = [];
  const documents: vscode.TextDocument[] = [];
  for (const { path, action, hash } of steps) {
    const uri = vscode.Uri.joinPath(store.folder.uri, path);
    if (action === 'remove') edit.deleteFile(uri, { ignoreIfNotExists: true });
    if (action !== 'write' || hash === null) continue;
    const { text } = await store.read('content.text', { hash });
    if (text === null) {
      failed.push({ path, reason: vscode.l10n.t('its content is not kept any more') });
      continue;
    }
    const bytes = Buffer.from(text);
    written.push({ uri, path, bytes });
    const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
    if (document) {
      edit.set(uri, editsTo(document, text));
      documents.push(document);
    } else edit.createFile(uri, { overwrite: true, contents: bytes });
  }
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new Problem(
      'not_possible',
      vscode.l10n.t('VS Code did not change the files.'),
      vscode.l10n.t('Look whether they can be written, then try again.'),
    );
  }
  for (const document of documents) await document.save();
  for (const { uri, path, bytes } of written) await makeSure(uri, path, bytes, failed);
  return failed;
}

/** The whole text, with the line ends that were recorded. */
function editsTo(document: vscode.TextDocument, text: string): vscode.TextEdit[] {
  const withoutMark = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  const ends = text.includes('\r\n') ? vscode.EndOfLine.CRLF : vscode.EndOfLine.LF;
  return [vscode.TextEdit.replace(all, withoutMark), vscode.TextEdit.setEndOfLine(ends)];
}

/** An editor may trim, format or re-encode what it saves; what was recorded counts to the byte. */
async function makeSure(
  uri: vscode.Uri,
  path: string,
  bytes: Buffer,
  failed: { path: string; reason: string }[],
): Promise<void> {
  const wanted = hashOf(bytes);
  try {
    if (hashOf(await vscode.workspace.fs.readFile(uri)) === wanted) return;
    await vscode.workspace.fs.writeFile(uri, bytes);
    if (hashOf(await vscode.workspace.fs.readFile(uri)) === wanted) return;
    failed.push({ path, reason: vscode.l10n.t('it was changed again by something else') });
  } catch (error) {
    failed.push({ path, reason: error instanceof Error ? error.message : String(error) });
  }
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
