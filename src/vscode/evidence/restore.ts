import * as vscode from 'vscode';
import { Problem } from '../../domain/problem';
import type { FolderStore } from '../folderStore';
import type { RestoreStep } from './compare';
import { hashOf, leadsThroughLink, linkReason, makeSure, toTrash } from './restoreDisk';

export interface Restored {
  /** What could not be put back, with why. */
  readonly failed: readonly { readonly path: string; readonly reason: string }[];
  /** Has what was there before, if anything was. */
  readonly checkpoint: number | null;
}

const MOST_AT_ONCE = 1_000;

/** In portions that the engine takes at once. */
export function portions<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / MOST_AT_ONCE) }, (_, index) =>
    all.slice(index * MOST_AT_ONCE, (index + 1) * MOST_AT_ONCE),
  );
}

interface Target {
  readonly step: RestoreStep;
  readonly uri: vscode.Uri;
  /** An open editor, and what it had when it was kept. */
  readonly document: vscode.TextDocument | undefined;
  readonly version: number | undefined;
}

/** All files at once: one change, which is undone as one. */
interface Change {
  readonly edit: vscode.WorkspaceEdit;
  /** The edit's own size leaves out files that are made or removed. */
  hasEdits: boolean;
  readonly written: { readonly uri: vscode.Uri; readonly path: string; readonly bytes: Buffer }[];
  /** Editors that have been changed, and are to be saved. */
  readonly documents: vscode.TextDocument[];
}

/**
 * Puts files back as they were recorded. What has changed since it was shown is left alone, what is there is kept in a
 * checkpoint first (rules K5, K6), and files that are there are changed in their editors, so that *Undo* brings back what was in
 * them, saved or not.
 */
export async function restoreSteps(store: FolderStore, task: string, steps: readonly RestoreStep[]): Promise<Restored> {
  const targets = steps.map((step) => targetOf(store, step));
  const { refused, unkept, checkpoint } = await keepWhatIsThere(store, task, targets);
  const failed = [...refused];
  const left = new Set(refused.map(({ path }) => path));
  const change: Change = { edit: new vscode.WorkspaceEdit(), hasEdits: false, written: [], documents: [] };
  for (const target of targets.filter(({ step }) => !left.has(step.path))) {
    const { path } = target.step;
    const reason = await addTo(change, store, target, !unkept.includes(path));
    if (reason !== undefined) failed.push({ path, reason });
  }
  await apply(change);
  for (const { uri, path, bytes } of change.written) {
    const reason = await makeSure(store, uri, path, bytes);
    if (reason !== undefined) failed.push({ path, reason });
  }
  return { failed, checkpoint };
}

function targetOf(store: FolderStore, step: RestoreStep): Target {
  const uri = vscode.Uri.joinPath(store.folder.uri, step.path);
  const document = openDocument(uri);
  return { step, uri, document, version: document?.version };
}

const keepWhatIsThere = (store: FolderStore, task: string, targets: readonly Target[]) =>
  store.execute('restore.begin', {
    task,
    files: targets.map(({ step: { path, nowHash }, document }) => ({
      path,
      nowHash,
      ...(document?.isDirty && { unsaved: document.getText() }),
    })),
  });

/** Takes one file into the change, or says why it cannot. */
async function addTo(change: Change, store: FolderStore, target: Target, isKept: boolean): Promise<string | undefined> {
  const { uri, step } = target;
  const bytes = await recordedBytes(store, step);
  if (step.action === 'write' && !bytes) return vscode.l10n.t('its content is not kept any more');
  const document = step.now === 'file' && bytes ? await shownDocument(uri) : target.document;
  // What is kept nowhere else can be had back from the trash.
  const why = (await whyNot(store, target)) ?? (isKept ? undefined : await toTrash(uri));
  if (why !== undefined) return why;
  const isThere = step.now === 'file' && isKept;
  change.hasEdits = true;
  if (step.action === 'remove') {
    if (isThere) change.edit.deleteFile(uri, { ignoreIfNotExists: true });
  } else if (bytes) {
    change.written.push({ uri, path: step.path, bytes });
    if (document && (isThere || document === target.document)) {
      change.edit.set(uri, editsTo(document, bytes.toString()));
      change.documents.push(document);
    } else change.edit.createFile(uri, { contents: bytes });
  }
  return undefined;
}

async function apply({ edit, hasEdits, documents }: Change): Promise<void> {
  if (hasEdits && !(await vscode.workspace.applyEdit(edit))) {
    throw new Problem(
      'not_possible',
      vscode.l10n.t('VS Code did not change the files.'),
      vscode.l10n.t('Look whether they can be written, then try again.'),
    );
  }
  for (const document of documents) await document.save();
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

/** The whole text, with the line ends that were recorded. */
function editsTo(document: vscode.TextDocument, text: string): vscode.TextEdit[] {
  const withoutMark = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  const ends = text.includes('\r\n') ? vscode.EndOfLine.CRLF : vscode.EndOfLine.LF;
  return [vscode.TextEdit.replace(all, withoutMark), vscode.TextEdit.setEndOfLine(ends)];
}
