import * as vscode from 'vscode';
import type { QueryOutput } from '../../orchestrator/registry';
import type { FolderStore } from '../folderStore';
import { recordedUri } from './recordedTexts';

export type RestoreStep = QueryOutput<'restore.preview'>['steps'][number];

/** Whether putting it back would do anything. */
export const isChange = ({ action }: RestoreStep): boolean => action === 'write' || action === 'remove';

/** Whether the two sides can be looked at: there is text, or nothing, on each. */
export const isComparable = (step: RestoreStep): boolean => {
  const { action, now, hash, nowHash, expected } = step;
  return isChange(step) || (action === 'none' && hash === nowHash && now === 'file') ? expected !== 'directory' : false;
};

/** The name of a row in VS Code's diff editor, and its two sides; without a left one all of it is new. */
export type Sides = readonly [name: vscode.Uri, left: vscode.Uri | undefined, right: vscode.Uri];

/** Recorded on the left, as it is on the right. */
export function withCurrent(store: FolderStore, step: RestoreStep): Sides {
  const file = vscode.Uri.joinPath(store.folder.uri, step.path);
  const recorded = recordedUri(store, step.path, step.expected === 'absent' ? null : step.hash);
  return [file, recorded, step.now === 'file' ? file : recordedUri(store, step.path, null)];
}

type Difference = QueryOutput<'checkpoint.compare'>['files'][number];

/** As two checkpoints recorded it; nothing where one of them recorded no text. */
export function betweenRecords(store: FolderStore, { path, before, after }: Difference): Sides | undefined {
  const side = (record: Difference['before']): vscode.Uri | undefined => {
    if (record === null || record.expected === 'absent') return recordedUri(store, path, null);
    return record.expected === 'directory' || record.hash === null ? undefined : recordedUri(store, path, record.hash);
  };
  const [left, right] = [side(before), side(after)];
  return left && right && [vscode.Uri.joinPath(store.folder.uri, path), left, right];
}

export async function compareWithRecorded(
  store: FolderStore,
  title: string,
  steps: readonly RestoreStep[],
): Promise<void> {
  const named = steps.length === 1 ? (steps[0]?.path ?? '') : title;
  const sides = steps.map((step) => withCurrent(store, step));
  await showSides(vscode.l10n.t('{0} (recorded ↔ current)', named), sides);
}

/** In VS Code's own diff editor; several in one editor. */
export async function showSides(title: string, sides: readonly Sides[]): Promise<void> {
  const [only] = sides;
  await (only?.[1] && sides.length === 1
    ? vscode.commands.executeCommand('vscode.diff', only[1], only[2], title, { preview: true })
    : vscode.commands.executeCommand('vscode.changes', title, sides));
}
