import * as vscode from 'vscode';
import type { QueryOutput } from '../../orchestrator/registry';
import type { FolderStore } from '../folderStore';
import { recordedUri } from './recordedTexts';

export type RestoreStep = QueryOutput<'restore.preview'>['steps'][number];

/** Whether the two sides can be looked at: there is text, or nothing, on each. */
export const isComparable = ({ action, now, hash, nowHash, expected }: RestoreStep): boolean =>
  action === 'write' || action === 'remove' || (action === 'none' && hash === nowHash && now === 'file')
    ? expected !== 'directory'
    : false;

/** Recorded on the left, as it is on the right, in VS Code's own diff editor; several files in one editor. */
export async function compareWithRecorded(
  store: FolderStore,
  title: string,
  steps: readonly RestoreStep[],
): Promise<void> {
  const sides = steps.map((step): [vscode.Uri, vscode.Uri, vscode.Uri] => {
    const file = vscode.Uri.joinPath(store.folder.uri, step.path);
    const recorded = recordedUri(store, step.path, step.expected === 'absent' ? null : step.hash);
    return [file, recorded, step.now === 'file' ? file : recordedUri(store, step.path, null)];
  });
  const [only] = sides;
  if (only && sides.length === 1) {
    const heading = vscode.l10n.t('{0} (recorded ↔ current)', steps[0]?.path ?? '');
    await vscode.commands.executeCommand('vscode.diff', only[1], only[2], heading, { preview: true });
    return;
  }
  await vscode.commands.executeCommand('vscode.changes', vscode.l10n.t('{0} (recorded ↔ current)', title), sides);
}
