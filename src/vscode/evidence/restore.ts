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

type Failed = { path: string; reason: string }[];

interface Target {
  readonly step: RestoreStep;
  readonly uri: vscode.Uri;
  /** An open editor, and what it had when it was kept. */
  readonly document: vscode.TextDocument | undefined;
  readonly version: number | undefined;
}

/**
 * Puts files back as they were recorded. What has changed since it was shown is left alone, what is there is kept in a
 * checkpoint first (rules K5, K6), and files that are there are changed in their editors, so that *Undo* brings back what was in
 * them, saved or not.
 */
export async function restoreSteps(
  store: FolderStore,
  task: string,
  steps: readonly RestoreStep[],
): Promise<NotRestored> {
  const failed: Failed = [];
  const targets = steps.map((step): Target => {
    const uri = vscode.Uri.joinPath(store.folder.uri, step.path);
    const document = openDocument(uri);
    return { step, uri, document, version: document?.version };
  });
  const { refused, unkept } = await store.execute('restore.begin', {
    task,
    files: targets.map(({ step: { path, nowHash }, document }) => ({
      path,
      nowHash,
      ...(document?.isDirty && { unsaved: document.getText() }),
    })),
  });
  failed.push(...refused);
  const left = new Set(refused.map(({ path }) => path));
  const edit = new vscode.WorkspaceEdit();
  // Its own size leaves out files that are made or removed.
  let hasEdits = false;
  const written: { uri: vscode.Uri; path: string; bytes: Buffer }[] = [];
  const documents: vscode.TextDocument[] = [];
  for (const target of targets.filter(({ step }) => !left.has(step.path))) {
    const { uri, step } = target;
    const { path } = step;
    const bytes = await recordedBytes(store, step);
    if (step.action === 'write' && !bytes) {
      failed.push({ path, reason: vscode.l10n.t('its content is not kept any more') });
      continue;
    }
    const document = step.now === 'file' && bytes ? await shownDocument(uri) : target.document;
    const why = await whyNot(store, target);
    if (why !== undefined) {
      failed.push({ path, reason: why });
      continue;
    }
    let isThere = step.now === 'file';
    if (unkept.includes(path)) {
      // What is kept nowhere else can be had back from there.
      const wrong = await toTrash(uri);
      if (wrong !== undefined) {
        failed.push({ path, reason: wrong });
        continue;
      }
      isThere = false;
    }
    hasEdits = true;
    if (step.action === 'remove') {
      if (isThere) edit.deleteFile(uri, { ignoreIfNotExists: true });
    } else if (bytes) {
      written.push({ uri, path, bytes });
      if (document && (isThere || document === target.document)) {
        edit.set(uri, editsTo(document, bytes.toString()));
        documents.push(document);
      } else edit.createFile(uri, { contents: bytes });
    }
  }
  if (hasEdits && !(await vscode.workspace.applyEdit(edit))) {
    throw new Problem(
      'not_possible',
      vscode.l10n.t('VS Code did not change the files.'),
      vscode.l10n.t('Look whether they can be written, then try again.'),
    );
  }
  for (const document of documents) await document.save();
  for (const { uri, path, bytes } of written) await makeSure(store, uri, path, bytes, failed);
  return failed;
}

export const openDocument = (uri: vscode.Uri): vscode.TextDocument | undefined =>
  vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());

/** An editor's own memory is what *Undo* goes back to; what is no text has none. */
async function shownDocument(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}

async function recordedBytes(store: FolderStore, { action, hash }: RestoreStep): Promise<Buffer | undefined> {
  if (action !== 'write' || hash === null) return undefined;
  const { text } = await store.read('content.text', { hash });
  return text === null ? undefined : Buffer.from(text);
}

/** The last look before it is written: between being asked and answering, anything may have happened. */
async function whyNot(store: FolderStore, { step, uri, document, version }: Target): Promise<string | undefined> {
  if (await leadsThroughLink(store, step.path)) return linkReason();
  const changed = vscode.l10n.t('it has changed since it was shown');
  if (document && document.version !== version) return changed;
  const now = await vscode.workspace.fs.readFile(uri).then(hashOf, () => null);
  return now === step.nowHash ? undefined : changed;
}

const linkReason = (): string => vscode.l10n.t('it is reached through a link now, and what it leads to is left alone');

async function leadsThroughLink(store: FolderStore, path: string): Promise<boolean> {
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
async function toTrash(uri: vscode.Uri): Promise<string | undefined> {
  try {
    await vscode.workspace.fs.delete(uri, { useTrash: true });
    return undefined;
  } catch {
    return vscode.l10n.t('what is there now is no text that can be kept, and there is no trash to put it into');
  }
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
  store: FolderStore,
  uri: vscode.Uri,
  path: string,
  bytes: Buffer,
  failed: Failed,
): Promise<void> {
  const wanted = hashOf(bytes);
  try {
    if (hashOf(await vscode.workspace.fs.readFile(uri)) === wanted) return;
    if (await leadsThroughLink(store, path)) {
      failed.push({ path, reason: linkReason() });
      return;
    }
    await vscode.workspace.fs.writeFile(uri, bytes);
    if (hashOf(await vscode.workspace.fs.readFile(uri)) === wanted) return;
    failed.push({ path, reason: vscode.l10n.t('it was changed again by something else') });
  } catch (error) {
    failed.push({ path, reason: error instanceof Error ? error.message : String(error) });
  }
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
